import type { SnapshotHealth } from "@agentos/contracts/snapshot/health";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { snapshotCache } from "@agentos/contracts/snapshot/snapshot";
import { sectionNames } from "@agentos/contracts/snapshot/section-names";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { descendantsOf, redisOf, signIn, type Person } from "./driver.ts";
import { unlimited } from "./unlimited.ts";

const path = "/api/admin/ssot";
/** What was away is told afresh within so long after it is back. */
const soon = { timeout: 30_000, interval: 200 };
const patience = { timeout: 60_000, interval: 200 };

let stack: Stack;
let admin: Person;
let token: string;
let pids: Record<string, number | undefined>;

const running = () => Object.fromEntries(stack.processes().map(({ name, pid }) => [name, pid]));

beforeAll(async () => {
  stack = await startStack({ args: ["--split"], env: { ...unlimited, AGENTOS_COPIES: "read-model" } });
  admin = await signIn(stack, "admin");
  const login = await admin.post<{ access_token: string }>("/api/auth/login", stack.accounts["admin"] ?? {});
  token = login.body.data.access_token;
  pids = running();
});
afterEach(() => {
  // Nothing has ended because something that it needs has.
  if (JSON.stringify(running()) !== JSON.stringify(pids)) throw new Error("a process was started anew");
});
afterAll(() => stack.stop());

type Read = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer };

/** Reads the snapshot through the gateway; the body is as it came. */
async function readRaw(headers: Record<string, string> = {}): Promise<Read> {
  const asked = request(stack.api + path, { headers: { authorization: `Bearer ${token}`, ...headers } }).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

async function read(): Promise<{ cache: string; age: number; data: Snapshot }> {
  const { status, headers, body } = await readRaw();
  expect(status).toBe(200);
  const { data } = JSON.parse(body.toString()) as { data: Snapshot };
  return { cache: String(headers["x-cache"]), age: Number(headers.age), data };
}

const stale = async (): Promise<string[]> => [...new Set((await read()).data.stale.map(({ owner }) => owner))];

/** Stops a process and all that it has started, as they are, until it is told to go on. */
function hold(name: string): () => void {
  const pid = stack.pidOf(name);
  const all = [pid, ...descendantsOf(pid)];
  for (const one of all) process.kill(one, "SIGSTOP");
  return () => {
    for (const one of all) process.kill(one, "SIGCONT");
  };
}

/** Pauses or resumes a queue, and waits until the snapshot says so; the version that does. */
async function turn(action: "queue.pause" | "queue.resume"): Promise<number> {
  const body = { action, payload: { queue: "video_cutter" }, reason: "to see it in the snapshot" };
  const { status } = await admin.post("/api/admin/action", body, { "x-idempotency-key": randomUUID() });
  expect(status).toBe(200);
  const paused = async () => (await read()).data.queue.queues?.find(({ queue }) => queue === "video_cutter")?.paused;
  await expect.poll(paused, patience).toBe(action === "queue.pause");
  return (await read()).data.version;
}

describe("the snapshot", () => {
  it("is a hit, the same in every coding, and is not sent to who has it", async () => {
    await expect.poll(async () => (await read()).cache, patience).toBe("HIT");
    await expect.poll(stale, patience).toEqual([]);
    const { data } = await read();
    for (const name of sectionNames) expect(data[name]).toBeTypeOf("object");
    // Of one version: something may happen between two reads.
    const inOneVersion = async (): Promise<void> => {
      const all = ["identity", "gzip", "br"].map((coding) => readRaw({ "accept-encoding": coding }));
      const [plain, zipped, brotli] = (await Promise.all(all)) as [Read, Read, Read];
      expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
      expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
      const again = await readRaw({ "accept-encoding": "br", "if-none-match": String(brotli.headers.etag) });
      expect([again.status, again.body.length]).toEqual([304, 0]);
    };
    await vi.waitFor(inOneVersion, patience);
  });

  it("tells what an action has changed", async () => {
    const { data } = await read();
    const paused = await turn("queue.pause");
    expect(paused).toBeGreaterThan(data.version);
    expect(await turn("queue.resume")).toBeGreaterThan(paused);
  });

  it("marks what an owner has told last while that one is stopped, and goes on with the others", async () => {
    const goOn = hold("fleet");
    await expect.poll(stale, patience).toEqual(["fleet"]);
    const before = await read();
    expect(before.cache).toBe("HIT");
    for (const { as_of } of before.data.stale) expect(Date.parse(String(as_of))).toBeLessThan(Date.now());
    expect(before.data.agents_workers.agents?.length).toBeGreaterThan(0);
    await turn("queue.pause");
    expect(await stale()).toEqual(["fleet"]);
    goOn();
    await expect.poll(stale, soon).toEqual([]);
    await turn("queue.resume");
  });

  it("is built by the other copy while its builder sleeps, which leaves it to that one when it wakes", async () => {
    const builder = async () => (await admin.get<SnapshotHealth>(`${path}/health`)).body.data.builder;
    const [first, { data: before }] = [await builder(), await read()];
    const goOn = hold(first === "local" ? "read-model" : "read-model-2");
    await expect.poll(async () => (await read()).data.epoch > before.epoch, patience).toBe(true);
    await expect.poll(async () => (await read()).cache, patience).toBe("HIT");
    const { epoch } = (await read()).data;
    await turn("queue.pause");
    goOn();
    await expect.poll(builder, patience).toBe(first === "local" ? "local-2" : "local");
    await turn("queue.resume");
    expect((await read()).data.epoch).toBe(epoch);
  });

  it("is read on, and kept up with, while Redis is stopped", async () => {
    const goOn = hold("redis");
    expect((await read()).cache).toBe("HIT");
    await turn("queue.pause");
    expect((await read()).data.stale).toEqual([]);
    goOn();
    const redis = redisOf(stack);
    await expect.poll(() => redis.exists(snapshotCache.key), soon).toBe(1);
    redis.disconnect();
    await turn("queue.resume");
  });

  it("is the last one, marked, while Postgres is stopped", async () => {
    const before = await read();
    const goOn = hold("postgres");
    await expect.poll(async () => (await read()).data.stale.length, patience).toBeGreaterThan(sectionNames.length);
    const during = await read();
    expect(during.data.agents_workers).toEqual(before.data.agents_workers);
    expect(during.data.queue).toEqual(before.data.queue);
    await expect.poll(async () => (await read()).cache, patience).toBe("STALE");
    goOn();
    await expect.poll(stale, soon).toEqual([]);
    await expect.poll(async () => (await read()).cache, soon).toBe("HIT");
  });

  it("is called stale a quarter of a minute after NATS has stopped, and a hit again when it is back", async () => {
    const goOn = hold("nats");
    // A machine that is slow for a moment may have it called stale before; what counts is that it is not taken back then.
    await expect.poll(isOldAndStale, patience).toBe(true);
    expect(await isOldAndStale()).toBe(true);
    goOn();
    await expect.poll(async () => (await read()).cache, soon).toBe("HIT");
    await expect.poll(stale, soon).toEqual([]);
  });
});

/** Errors: what is a quarter of a minute old is called anything else. */
async function isOldAndStale(): Promise<boolean> {
  const { cache, age } = await read();
  const isOld = age > snapshotCache.seconds;
  if (isOld && cache !== "STALE") throw new Error(`${String(age)} s old, and called ${cache}`);
  return isOld;
}
