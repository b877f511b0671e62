import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startHubs, type HubWorld, type TestHub } from "./support/hubs.ts";
import { handshakeStatus, openSocket, type TestSocket } from "@agentos/testkit/sockets/test-socket";

let world: HubWorld;
let hub: TestHub;

beforeAll(async () => {
  world = await startHubs();
  hub = await world.startHub({ WS_SOCKETS_PER_ADDRESS: "5", TRUSTED_PROXIES: "127.0.0.9" });
});
afterAll(() => world.stop());

const nowSeconds = (): number => Math.floor(Date.now() / 1000);
/** Each test comes from an address of its own. */
const from = (localAddress: string) => ({ localAddress });

it("greets with the session, the place of the snapshot, and when the token ends", async () => {
  const exp = nowSeconds() + 600;
  const socket = await openSocket(hub.url, await world.identity.token({ exp }), from("127.0.1.1"));
  expect(socket.ws.protocol).toBe("agentos.v1");
  expect(socket.ws.extensions).toBe("");
  const hello = await socket.next("hello");
  expect(hello).toMatchObject({ heartbeat_seconds: 30, expires_at: new Date((exp + 5) * 1000).toISOString() });
  socket.ws.close();
});

it("closes with 4401 for a token that is expired, forged or of another kind", async () => {
  const tokens = [
    await world.identity.token({ exp: nowSeconds() - 60 }),
    `${(await world.identity.token()).slice(0, -8)}AAAAAAAA`,
    await world.identity.token({ aud: "elsewhere" }),
    "a.b.c",
  ];
  for (const token of tokens) {
    const socket = await openSocket(hub.url, token, from("127.0.1.2"));
    expect(await socket.closed).toMatchObject({ code: 4401 });
    expect(socket.frames).toEqual([]);
  }
});

it("refuses without a token, without the subprotocol, and elsewhere", async () => {
  const token = await world.identity.token();
  expect(await handshakeStatus(hub.url, undefined)).toBe(401);
  expect(await handshakeStatus(hub.url, "no-token")).toBe(401);
  expect(await handshakeStatus(hub.url.replace("/ws", "/elsewhere"), token)).toBe(404);
  expect(await handshakeStatus(hub.url.replace("/ws", "/"), token)).toBe(101);
});

it("lets pages of its own host in, and none of another", async () => {
  const token = await world.identity.token();
  const origins = {
    "http://127.0.0.1:8000": 101,
    "https://127.0.0.1": 101,
    "http://127.0.0.1.evil.example": 403,
    "https://evil.example": 403,
    "http://localhost:8000": 403,
    null: 403,
    "file://": 403,
  };
  for (const [origin, status] of Object.entries(origins)) {
    const found = await handshakeStatus(hub.url, token, { headers: { origin }, ...from("127.0.1.3") });
    expect([origin, found]).toEqual([origin, status]);
  }
});

it("lets only the pages in that it was told of, where it was", async () => {
  const strict = await world.startHub({ WS_ORIGINS: "https://clips.example.com, http://localhost:8000/" });
  const token = await world.identity.token();
  const status = (origin: string) => handshakeStatus(strict.url, token, { headers: { origin } });
  expect(await status("https://clips.example.com")).toBe(101);
  expect(await status("http://localhost:8000")).toBe(101);
  expect(await status("http://127.0.0.1:8000")).toBe(403);
  expect(await status("http://clips.example.com")).toBe(403);
  expect(await handshakeStatus(strict.url, token)).toBe(101);
  await strict.stop();
});

it("closes the sixth socket of an address with 4409, and lets one in again when another has gone", async () => {
  const token = await world.identity.token();
  const open = () => openSocket(hub.url, token, from("127.0.1.4"));
  const five = await Promise.all(Array.from({ length: 5 }, open));
  for (const socket of five) await socket.next("hello");
  expect(await (await open()).closed).toMatchObject({ code: 4409 });
  const elsewhere = await openSocket(hub.url, token, from("127.0.1.5"));
  await elsewhere.next("hello");
  five[0]?.ws.close();
  await five[0]?.closed;
  const again = await open();
  await again.next("hello");
  for (const socket of [...five, elsewhere, again]) socket.ws.terminate();
});

it("keeps no seat for who leaves in the midst of the handshake", async () => {
  const token = await world.identity.token();
  const house = from("127.0.1.9");
  const request = [
    "GET /ws HTTP/1.1",
    "Host: 127.0.0.1",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Protocol: agentos.v1, bearer.${token}`,
  ];
  for (let visit = 0; visit < 20; visit += 1) {
    const visitor = connect({ port: Number(new URL(hub.url).port), host: "127.0.0.1", ...house });
    visitor.write(`${request.join("\r\n")}\r\n\r\n`, () => visitor.resetAndDestroy());
    await once(visitor, "close");
  }
  const open = async (): Promise<TestSocket> => {
    for (;;) {
      const socket = await openSocket(hub.url, token, house);
      const letIn = await Promise.race([socket.closed.then(() => false), socket.next("hello").then(() => true)]);
      if (letIn) return socket;
    }
  };
  const five = [];
  while (five.length < 5) five.push(await open());
  expect(await (await openSocket(hub.url, token, house)).closed).toMatchObject({ code: 4409 });
  for (const { ws } of five) ws.terminate();
});

it("believes X-Forwarded-For of a trusted proxy alone, and the gateway's word by its signature alone", async () => {
  const token = await world.identity.token();
  const headers = (n: number) => ({ "x-forwarded-for": `203.0.113.${n}`, "x-aos-client-address": `203.0.113.${n}` });
  /** Of six sockets that each claim another address, how many are too many. */
  const sentAway = async (localAddress: string): Promise<number> => {
    const open = (n: number) => openSocket(hub.url, token, { headers: headers(n), localAddress });
    const sockets = await Promise.all(Array.from({ length: 6 }, (_, n) => open(n)));
    const told = ({ closed, next }: TestSocket) => Promise.race([closed.then(({ code }) => code), next("hello")]);
    const codes = await Promise.all(sockets.map(told));
    for (const socket of sockets) socket.ws.terminate();
    return codes.filter((code) => code === 4409).length;
  };
  expect(await sentAway("127.0.1.6")).toBe(1);
  expect(await sentAway("127.0.0.9")).toBe(0);
});

it("closes with 4401 when the token expires, unless a fresh one of the same account was sent", async () => {
  const sub = randomUUID();
  // The clocks of issuer and verifier may differ by five seconds.
  const soon = await world.identity.token({ sub, exp: nowSeconds() - 3 });
  const [ends, renewed] = [
    await openSocket(hub.url, soon, from("127.0.1.7")),
    await openSocket(hub.url, soon, from("127.0.1.7")),
  ];
  renewed.say({ op: "renew", token: await world.identity.token({ sub: randomUUID() }) });
  expect(await renewed.next("error")).toMatchObject({ error_code: "FORBIDDEN" });
  renewed.say({ op: "renew", token: "a.b.c" });
  expect(await renewed.next("error")).toMatchObject({ error_code: "UNAUTHENTICATED" });
  const exp = nowSeconds() + 900;
  renewed.say({ op: "renew", token: await world.identity.token({ sub, exp }) });
  expect(await renewed.next("renewed")).toMatchObject({ expires_at: new Date((exp + 5) * 1000).toISOString() });
  expect(await ends.closed).toEqual({ code: 4401, text: "TOKEN_EXPIRED" });
  await renewed.settle();
  renewed.ws.terminate();
});

it("closes with 1001 when it stops", async () => {
  const second = await world.startHub({ WS_SOCKETS_PER_ADDRESS: "100" });
  const socket = await openSocket(second.url, await world.identity.token());
  await socket.next("hello");
  await second.stop();
  expect(await socket.closed).toMatchObject({ code: 1001 });
});

it("counts its sockets, and those that it refused", async () => {
  const socket = await openSocket(hub.url, await world.identity.token(), from("127.0.1.8"));
  await socket.next("hello");
  const metrics = await hub.metrics();
  expect(metrics).toMatch(/^ws_connections\{[^}]*\} [1-9]/m);
  for (const reason of ["origin", "protocol", "token", "too_many_sockets"]) {
    expect(metrics).toMatch(new RegExp(`^ws_dropped_total\\{[^}]*reason="${reason}"[^}]*\\} [1-9]`, "m"));
  }
  socket.ws.terminate();
});
