import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { snapshotCache } from "@agentos/contracts/snapshot/snapshot";
import { connectRedis } from "@agentos/redis/connect";
import type { RedisLink } from "@agentos/redis/redis-link";
import { createLogger } from "@agentos/service-kit/logger";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SnapshotBytes } from "../src/snapshot/held-snapshot.ts";
import { startWorld, type Instance, type World } from "./support/world.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
const patience = { timeout: 30_000 };
const path = "/api/admin/ssot";
let world: World;
let instance: Instance;
let gateway: RedisLink;

beforeAll(async () => {
  world = await startWorld();
  instance = await world.start();
  gateway = connectRedis({ url: world.redis.urlFor("gateway"), name: "test", log, budgetMs: 20_000 });
  await vi.waitUntil(() => gateway.ready, patience);
});
afterAll(async () => {
  gateway.close();
  await world.stop();
});

const read = async (one = instance): Promise<{ cache: string | null; data: Snapshot }> => {
  const response = await one.get(path);
  const { data } = (await response.json()) as { data: Snapshot };
  return { cache: response.headers.get("x-cache"), data };
};
const kept = async (): Promise<SnapshotBytes | null> =>
  JSON.parse((await gateway.get(snapshotCache.key)) ?? "null") as SnapshotBytes | null;

describe("what is kept in Redis", () => {
  it("is the latest version, which the gateway may read and not change", async () => {
    const { data } = await read();
    await expect.poll(async () => (await kept())?.version, patience).toBe(data.version);
    await expect(gateway.set(snapshotCache.key, "{}", 15)).rejects.toThrow(/NOPERM/);
    await expect(gateway.get("read-model:other")).rejects.toThrow(/NOPERM/);
  });

  it("is what a service that starts begins with, where an owner does not answer", async () => {
    const { jobs } = world.owners;
    jobs.parts.queue = { ...jobs.parts.queue, waiting: 12 };
    world.event();
    await expect.poll(async () => (await read()).data.queue.waiting, patience).toBe(12);
    await expect.poll(async () => (await kept())?.version, patience).toBe((await read()).data.version);
    jobs.answers = "never";
    await instance.stop();
    instance = await world.start();
    const { data } = await read();
    expect(data.queue.waiting).toBe(12);
    jobs.answers = "at once";
    await expect.poll(async () => (await read()).data.stale, patience).toEqual([]);
  });

  it("is missed by nobody while Redis is away, and there again afterwards", async () => {
    const { jobs } = world.owners;
    await world.redis.kill();
    jobs.parts.queue = { ...jobs.parts.queue, waiting: 13 };
    world.event();
    await expect.poll(async () => (await read()).data.queue.waiting, patience).toBe(13);
    await world.redis.restart();
    await expect
      .poll(async () => (gateway.ready ? (await kept())?.version : 0), patience)
      .toBe((await read()).data.version);
  });
});

describe("without NATS", () => {
  it("the last snapshot is read on, and called stale when it is older than a quarter of a minute", async () => {
    const before = await read();
    world.nats.pause();
    expect(await read()).toEqual(before);
    await expect.poll(async () => (await read()).cache, { timeout: 40_000 }).toBe("STALE");
    expect((await read()).data).toEqual(before.data);
    world.nats.resume();
    await expect.poll(async () => (await read()).cache, patience).toBe("MISS");
  });
});
