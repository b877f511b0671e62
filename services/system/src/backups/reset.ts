import type { LongAction } from "@agentos/action-kit/long/long-action";
import type { Client } from "pg";
import { withMaintenance } from "../care/maintenance.ts";
import type { Context } from "../context.ts";
import { changeEverything } from "./change-everything.ts";
import { withDoorsClosed } from "./close-doors.ts";
import { prepareSession } from "./copy.ts";
import { fullName, listTables, quoted, type LiveTable } from "./list-tables.ts";
import { isState } from "./list-objects.ts";

type Parts = Pick<Context, "db" | "config" | "store" | "nc" | "log">;
const first = 20;

/** Empties all tables of what the system has done, then removes its files: first nobody refers to them any more. */
export function reset(context: Parts): LongAction<"system.reset"> {
  const { config, store } = context;
  return {
    async dryRun() {
      const tables = await withMaintenance(config, new AbortController().signal, tablesToEmpty);
      return { count: tables.length, first: tables.slice(0, first).map(fullName) };
    },
    run: (task) =>
      withDoorsClosed(context, task, async (memory) => {
        const { actionId, signal, progress } = task;
        const emptied = { tables: 0, rows: 0 };
        if (!memory.committed)
          await changeEverything(config, { actionId, signal, memory }, async (client) => {
            Object.assign(emptied, await empty(client, await tablesToEmpty(client)));
          });
        let objects = 0;
        for await (const { key } of store.list("")) {
          if (!isState(key)) continue;
          objects += await store.remove(key);
          await progress(objects, objects + 1);
        }
        return { result: { ...emptied, objects } };
      }),
  };
}

async function tablesToEmpty(client: Client): Promise<LiveTable[]> {
  await prepareSession(client);
  return listTables(client, ["state"]);
}

async function empty(client: Client, tables: readonly LiveTable[]): Promise<{ tables: number; rows: number }> {
  await client.query(`lock table ${tables.map(quoted).join(", ")} in access exclusive mode`);
  let rows = 0;
  for (const table of tables) {
    const counted = await client.query<{ n: number }>(`select count(*)::float8 as n from ${quoted(table)}`);
    rows += counted.rows[0]?.n ?? 0;
  }
  await client.query(`truncate ${tables.map(quoted).join(", ")}`);
  return { tables: tables.length, rows };
}
