import { expect } from "vitest";
import { query } from "../driver.ts";
import type { ActionCases, World } from "./world.ts";

/** Actions that care for the database. */
export const careCases: ActionCases<"database.analyze"> = {
  "database.analyze": {
    async prepare(world) {
      const before = await analyzedAt(world);
      return {
        payload: { table: "jobs.steps" },
        async observe(result) {
          expect(result).toMatchObject({ tables: [{ table: "jobs.steps" }] });
          expect(await analyzedAt(world)).not.toBe(before);
        },
        effect: () => analyzedAt(world),
      };
    },
  },
};

async function analyzedAt({ stack }: World): Promise<string | null> {
  const rows = await query<{ at: string | null }>(
    stack,
    "select last_analyze::text as at from pg_stat_all_tables where schemaname = 'jobs' and relname = 'steps'",
    [],
    "jobs",
  );
  return rows[0]?.at ?? null;
}
