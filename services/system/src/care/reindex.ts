import type { LongAction } from "@agentos/action-kit/long/long-action";
import type { Client } from "pg";
import type { Context } from "../context.ts";
import { indexesOf, leftovers } from "./indexes.ts";
import { withMaintenance } from "./maintenance.ts";
import { tablesToCareFor } from "./tables.ts";

/** Builds the indexes of a table anew, one after the other, while others read and write it. */
export function reindex({ config }: Pick<Context, "config">): LongAction<"database.reindex"> {
  return {
    run: ({ payload, signal, progress }) =>
      withMaintenance(config, signal, async (client) => {
        const [table] = await tablesToCareFor(client, payload.table);
        await dropLeftovers(client, table?.quoted ?? "");
        const indexes = await indexesOf(client, table?.quoted ?? "");
        const done: { index: string; ms: number }[] = [];
        for (const { name, quoted } of indexes) {
          await progress(done.length, indexes.length);
          const begun = performance.now();
          await client.query(`reindex index concurrently ${quoted}`);
          done.push({ index: name, ms: Math.round(performance.now() - begun) });
        }
        return { result: { table: payload.table, indexes: done } };
      }),
  };
}

/** A run that was stopped half way has left an index that nobody uses; it would be built anew as well. */
async function dropLeftovers(client: Client, table: string): Promise<void> {
  for (const { quoted } of await leftovers(client, table)) {
    await client.query(`drop index concurrently if exists ${quoted}`);
  }
}
