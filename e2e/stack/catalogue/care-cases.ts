import { expect } from "vitest";
import { Client } from "pg";
import { databaseUrl, query } from "../driver.ts";
import { maintain } from "../maintenance.ts";
import type { ActionCase, ActionCases, World } from "./world.ts";

const table = "jobs.steps";

/** Actions that care for the database. */
export const careCases: ActionCases<
  | "database.migrate"
  | "database.analyze"
  | "database.vacuum"
  | "database.reindex"
  | "database.terminate_query"
  | "database.check_integrity"
> = {
  "database.migrate": {
    async prepare({ stack }) {
      // As if this one had come with a newer version of the system.
      await maintain(
        stack,
        `begin; drop trigger events_wake_relay on uploads.events; drop function uploads.wake_relay();
         delete from uploads.schema_migration where name = '0002_wake_relay'; commit`,
      );
      const triggers = () =>
        maintain<{ name: string }>(
          stack,
          "select tgname as name from pg_trigger where tgrelid = 'uploads.events'::regclass and not tgisinternal",
        );
      const waiting = ["uploads/0002_wake_relay"];
      return {
        payload: {},
        dryRun: { ids: async () => waiting, untouched: triggers },
        async observe(result) {
          expect(result).toEqual({ applied: waiting });
          expect(await triggers()).toEqual([{ name: "events_wake_relay" }]);
        },
        effect: triggers,
      };
    },
  },
  "database.analyze": caredFor("last_analyze"),
  "database.vacuum": caredFor("last_vacuum"),
  "database.reindex": {
    async prepare(world) {
      const before = await filesOfIndexes(world);
      return {
        payload: { table },
        async observe(result) {
          const { indexes } = result as { indexes: { index: string }[] };
          const now = await filesOfIndexes(world);
          expect(indexes.map(({ index }) => index)).toEqual(Object.keys(now));
          // Each is in a new file, and in use.
          for (const [index, file] of Object.entries(before)) expect(now[index]).not.toBe(file);
        },
        effect: () => filesOfIndexes(world),
      };
    },
  },
  "database.terminate_query": {
    async prepare({ stack }) {
      const client = new Client({ connectionString: databaseUrl(stack, "jobs") });
      await client.connect();
      const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
      const ended = client.query("select pg_sleep(3600)").then(
        () => "slept",
        (error: { code?: string }) => error.code,
      );
      return {
        payload: { pid: rows[0]?.pid },
        async observe(result) {
          // query_canceled
          expect(await ended).toBe("57014");
          expect(result).toMatchObject({ ended: "statement", role: "jobs" });
        },
        effect: async () => (await client.query("select 1 as lives")).rows,
        restore: () => client.end(),
      };
    },
  },
  "database.check_integrity": {
    async prepare({ stack }) {
      const id = "00000000-0000-4000-8000-000000000001";
      // Nobody's step, as no service could write it.
      await maintain(
        stack,
        `begin; set local session_replication_role = replica;
         insert into jobs.steps (id, job_id, run, stage, position, state, priority)
         values ('${id}', '${id}', 1, 'video_cutter', 5, 'cancelled', 1); commit`,
      );
      return {
        payload: {},
        async observe(result) {
          expect(result).toMatchObject({ amcheck: true, findings: [{ kind: "constraint", rows: 1 }] });
          expect(JSON.stringify(result)).toContain("jobs.steps ");
        },
        effect: () => query(stack, "select id from steps where id = $1", [id], "jobs"),
        restore: async () => void (await maintain(stack, "delete from jobs.steps where id = $1", [id])),
      };
    },
  },
};

/** Shown by when the server says that it did so last. */
function caredFor(column: "last_analyze" | "last_vacuum"): ActionCase {
  const lastOf = async (world: World): Promise<string | null> => {
    const [row] = await query<{ at: string | null }>(
      world.stack,
      `select ${column}::text as at from pg_stat_all_tables where schemaname = 'jobs' and relname = 'steps'`,
      [],
      "jobs",
    );
    return row?.at ?? null;
  };
  return {
    async prepare(world) {
      const before = await lastOf(world);
      return {
        payload: { table },
        async observe(result) {
          expect(result).toMatchObject({ tables: [{ table }] });
          expect(await lastOf(world)).not.toBe(before);
        },
        effect: () => lastOf(world),
      };
    },
  };
}

/** The file of each valid index of the table, by its name. */
async function filesOfIndexes({ stack }: World): Promise<Record<string, number>> {
  const rows = await query<{ name: string; file: number }>(
    stack,
    `select 'jobs.' || c.relname as name, c.relfilenode as file
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = 'jobs.steps'::regclass and i.indisvalid order by 1`,
    [],
    "jobs",
  );
  return Object.fromEntries(rows.map(({ name, file }) => [name, file]));
}
