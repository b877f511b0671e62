import { makeToken } from "@agentos/testkit/identity/tokens";
import { once } from "node:events";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startGateway, type TestGateway } from "./support/gateway.ts";
import { readModelOn, snapshotOf, type ReadModelVoice } from "./support/read-model.ts";

const snapshot = snapshotOf(1);
const identity = Buffer.from(snapshot.identity, "base64").toString("latin1");
let gateway: TestGateway;
let readModel: ReadModelVoice;
let token: string;

beforeAll(async () => {
  gateway = await startGateway();
  readModel = await readModelOn(gateway.nats);
  await readModel.publish(snapshot);
  await readModel.beat(snapshot);
  token = await makeToken(gateway.key, { claims: { role: "readonly" } });
  while ((await converse([closing(read())]))[0]?.headers.get("x-cache") !== "HIT") await sleep(20);
});
afterAll(async () => {
  await readModel.close();
  await gateway.stop();
});

type Ask = { method: string; path: string; version: string; headers: Record<string, string> };
type Answer = { status: number; headers: Headers; body: string };

function read(headers: Record<string, string> = {}, how: Partial<Ask> = {}): Ask {
  const all = { Host: "localhost", Authorization: `Bearer ${token}`, ...headers };
  return { method: "GET", path: "/api/admin/ssot", version: "1.1", ...how, headers: all };
}

function closing(ask: Ask): Ask {
  return { ...ask, headers: { ...ask.headers, Connection: "close" } };
}

function traced(digit: string): Record<string, string> {
  return { "X-Trace-Id": digit.repeat(32) };
}

/** Sends all at once over one connection, and reads until the gateway closes it. */
async function converse(asks: readonly Ask[]): Promise<Answer[]> {
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(asks.map(textOf).join(""));
  let left = (await buffer(socket)).toString("latin1");
  const answers = asks.map((ask) => {
    const end = left.indexOf("\r\n\r\n") + 4;
    const [first = "", ...lines] = left.slice(0, end - 4).split("\r\n");
    const headers = new Headers(lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
    const status = Number(first.split(" ")[1]);
    const length = ask.method === "HEAD" || status === 304 ? 0 : Number(headers.get("content-length"));
    const body = left.slice(end, end + length);
    left = left.slice(end + length);
    return { status, headers, body };
  });
  expect(left).toBe("");
  return answers;
}

function textOf({ method, path, version, headers }: Ask): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/${version}\r\n${lines.join("")}\r\n`;
}

it("answers pipelined reads in their order, whichever way each of them goes", async () => {
  const answers = await converse([
    read(traced("1")),
    read(traced("2"), { path: "/api/admin/ssot?slow" }),
    read(traced("3")),
    read(traced("4"), { method: "HEAD" }),
    read({ ...traced("5"), "If-None-Match": snapshot.etag }),
    read(traced("6"), { path: "/api/nothing" }),
    closing(read(traced("7"))),
  ]);
  expect(answers.map(({ headers }) => headers.get("x-trace-id")?.[0]).join("")).toBe("1234567");
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 304, 404, 200]);
  const whole = answers.filter((_, place) => [0, 1, 2, 6].includes(place));
  expect(whole.every(({ body }) => body === identity)).toBe(true);
});

it("answers hundreds of pipelined reads, which fill the socket, whole", async () => {
  const answers = await converse([...Array.from({ length: 300 }, () => read()), closing(read())]);
  expect(answers.every(({ body }) => body === identity)).toBe(true);
  expect(new Set(answers.map(({ headers }) => headers.get("x-trace-id"))).size).toBe(301);
});

it("keeps the connection for whoever wants it, and says so", async () => {
  const [kept, closed] = await converse([read(), closing(read())]);
  expect([kept?.headers.get("connection"), kept?.headers.get("keep-alive")]).toEqual(["keep-alive", "timeout=61"]);
  expect([closed?.headers.get("connection"), closed?.headers.get("keep-alive")]).toEqual(["close", null]);
  const [old] = await converse([read({}, { version: "1.0" })]);
  expect([old?.status, old?.headers.get("connection"), old?.body]).toEqual([200, "close", identity]);
});

it("dates each answer", async () => {
  for (const { headers } of await converse([read(), closing(read())])) {
    const date = headers.get("date") ?? "";
    expect(new Date(date).toUTCString()).toBe(date);
    expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(60_000);
  }
});

it("reads headers anew where they differ from the last ones of the connection", async () => {
  const answers = await converse([
    read(),
    read(),
    read({ "Accept-Encoding": "gzip" }),
    read({ Origin: "https://other.example" }),
    read({ Authorization: "Bearer x.y.z" }),
    read(traced("a")),
    read(traced("b")),
    closing(read()),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 401, 200, 200, 200]);
  expect(answers[2]?.headers.get("content-encoding")).toBe("gzip");
  expect(answers.slice(5, 7).map(({ headers }) => headers.get("x-trace-id")?.[0])).toEqual(["a", "b"]);
  const made = [answers[0], answers[1], answers[7]].map((answer) => answer?.headers.get("x-trace-id"));
  expect(new Set(made).size).toBe(3);
});
