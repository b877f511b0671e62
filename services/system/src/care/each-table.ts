import type { LongAction } from "@agentos/action-kit/long/long-action";
import type { Context } from "../context.ts";
import { withMaintenance } from "./maintenance.ts";
import { tablesToCareFor } from "./tables.ts";

type Name = "database.analyze" | "database.vacuum";

/** Measures the tables for the planner, one after the other. */
export function analyze(context: Pick<Context, "config">): LongAction<"database.analyze"> {
  return eachTable(context, "analyze");
}

/** Makes the room of removed rows usable again, one table after the other. */
export function vacuum(context: Pick<Context, "config">): LongAction<"database.vacuum"> {
  return eachTable(context, "vacuum");
}

function eachTable({ config }: Pick<Context, "config">, statement: "analyze" | "vacuum"): LongAction<Name> {
  return {
    run: ({ payload, signal, progress }) =>
      withMaintenance(config, signal, async (client) => {
        const tables = await tablesToCareFor(client, payload.table);
        const done: { table: string; ms: number }[] = [];
        for (const { name, quoted } of tables) {
          await progress(done.length, tables.length);
          const begun = performance.now();
          await client.query(`${statement} ${quoted}`);
          done.push({ table: name, ms: Math.round(performance.now() - begun) });
        }
        return { result: { tables: done } };
      }),
  };
}
