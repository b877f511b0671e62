import { managerByName, type ManagerName } from "@agentos/contracts/managers/managers";
import { expect } from "vitest";
import { query, redisOf, until } from "../driver.ts";
import { sendAction, type ActionCase, type ActionCases, type World } from "./world.ts";

type Row = {
  enabled: boolean;
  paused: boolean;
  interval_seconds: number;
  settings: Record<string, unknown>;
  leader: string | null;
  generation: number;
  runs: number;
};

/** Runs rarely by itself, so that what a test sees is the test's own doing. */
const rare: ManagerName = "rate-limit-cleaner";

export const managerCases: ActionCases<
  | "manager.start"
  | "manager.stop"
  | "manager.restart"
  | "manager.pause"
  | "manager.resume"
  | "manager.run_now"
  | "manager.set_interval"
  | "manager.configure"
  | "manager.reset_stats"
  | "manager.failover"
> = {
  "manager.start": {
    async prepare(world) {
      await sendAction(world, "manager.stop", { manager: "worker-reporter" });
      const stopped = await rowOf(world, "worker-reporter");
      return {
        payload: { manager: "worker-reporter" },
        async observe() {
          await until(async () => {
            const row = await rowOf(world, "worker-reporter");
            return row.enabled && row.runs > stopped.runs;
          });
        },
        effect: async () => (await rowOf(world, "worker-reporter")).enabled,
      };
    },
  },

  "manager.stop": changing({}, { enabled: false }, "manager.start"),

  "manager.restart": {
    async prepare(world) {
      const before = await rowOf(world, rare);
      return {
        payload: { manager: rare },
        observe: async () => void (await until(async () => (await rowOf(world, rare)).generation > before.generation)),
        effect: async () => (await rowOf(world, rare)).generation,
      };
    },
  },

  "manager.pause": changing({}, { paused: true }, "manager.resume"),

  "manager.resume": {
    async prepare(world) {
      await sendAction(world, "manager.pause", { manager: rare });
      return {
        payload: { manager: rare },
        observe: async () => expect((await rowOf(world, rare)).paused).toBe(false),
        effect: () => rowOf(world, rare),
      };
    },
  },

  "manager.run_now": {
    async prepare(world) {
      const redis = redisOf(world.stack);
      await redis.set("limit:left-behind", "1");
      redis.disconnect();
      return {
        payload: { manager: rare },
        async observe() {
          const after = redisOf(world.stack);
          expect(await after.exists("limit:left-behind")).toBe(0);
          after.disconnect();
        },
        effect: async () => (await rowOf(world, rare)).runs,
      };
    },
  },

  "manager.set_interval": changing({ seconds: 120 }, { interval_seconds: 120 }),

  "manager.configure": changing({ patch: { idle_seconds: 7200 } }, { settings: { idle_seconds: 7200 } }),

  "manager.reset_stats": changing({}, { runs: 0 }),

  "manager.failover": {
    async prepare(world) {
      const before = await rowOf(world, "lease-reaper");
      return {
        payload: { manager: "lease-reaper" },
        async observe() {
          const after = await until(async () => {
            const row = await rowOf(world, "lease-reaper");
            return row.leader !== null && row.leader !== before.leader && row;
          });
          await until(async () => (await rowOf(world, "lease-reaper")).runs > after.runs);
        },
        effect: async () => (await rowOf(world, "lease-reaper")).generation,
      };
    },
  },
};

/** An action whose effect is what the manager's row says. */
function changing(more: object, wanted: Partial<Row>, undo?: string): ActionCase {
  return {
    async prepare(world) {
      return {
        payload: { manager: rare, ...more },
        observe: async () => expect(await rowOf(world, rare)).toMatchObject(wanted),
        effect: () => rowOf(world, rare),
        async restore() {
          if (undo) await sendAction(world, undo, { manager: rare });
        },
      };
    },
  };
}

async function rowOf({ stack }: World, manager: ManagerName): Promise<Row> {
  const [row] = await query<Row>(
    stack,
    "select enabled, paused, interval_seconds, settings, leader, generation::int, runs::int from managers where name = $1",
    [manager],
    managerByName(manager).owner,
  );
  if (!row) throw new Error(`There is no manager ${manager}.`);
  return row;
}
