import { probedServices } from "@agentos/contracts/messages/health";
import type { SnapshotHealth } from "@agentos/contracts/snapshot/health";
import { expect } from "vitest";
import { redisOf } from "../driver.ts";
import type { ActionCases, World } from "./world.ts";

const canary = "action-dispatcher:reply:canary";

/** Actions on what is kept for speed, and a look at how everything is. */
export const cacheCases: ActionCases<"system.clear_cache" | "system.warm_cache" | "system.run_health_check"> = {
  "system.clear_cache": {
    async prepare(world) {
      await withRedis(world, (redis) => redis.set(canary, "{}", "EX", 3600));
      const before = await healthOf(world);
      const isKept = () => withRedis(world, (redis) => redis.exists(canary));
      return {
        payload: { scope: "all" },
        async observe(result) {
          const { snapshot, replies } = result as { snapshot: number; replies: number };
          expect(snapshot).toBeGreaterThan(0);
          expect(replies).toBeGreaterThan(0);
          expect(await isKept()).toBe(0);
          // What is read now was built afterwards.
          expect((await healthOf(world)).version).toBeGreaterThan(before.version ?? 0);
        },
        effect: isKept,
      };
    },
  },
  "system.warm_cache": {
    async prepare(world) {
      const before = await healthOf(world);
      const began = Date.now();
      return {
        payload: {},
        async observe(result) {
          const { epoch, version, confirmed_at } = result as { epoch: string; version: number; confirmed_at: string };
          expect(epoch).toBe(before.epoch);
          expect(version).toBeGreaterThan(before.version ?? 0);
          expect(Date.parse(confirmed_at)).toBeGreaterThanOrEqual(began);
        },
        effect: async () => (await healthOf(world)).epoch,
      };
    },
  },
  "system.run_health_check": {
    async prepare(world) {
      return {
        payload: { deep: true },
        async observe(result) {
          const { ok, services } = result as { ok: boolean; services: { service: string; checks: object[] }[] };
          expect(ok).toBe(true);
          expect(services.map(({ service }) => service)).toEqual([...probedServices]);
          for (const { checks } of services) expect(checks.length).toBeGreaterThan(1);
        },
        effect: async () => (await healthOf(world)).epoch,
      };
    },
  },
};

async function healthOf({ admin }: World): Promise<SnapshotHealth> {
  return (await admin.get<SnapshotHealth>("/api/admin/ssot/health")).body.data;
}

async function withRedis<T>({ stack }: World, work: (redis: ReturnType<typeof redisOf>) => Promise<T>): Promise<T> {
  const redis = redisOf(stack);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
