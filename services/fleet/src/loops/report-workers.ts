import { sql, type RawBuilder } from "kysely";
import { changeFleet } from "../change.ts";
import type { Context } from "../context.ts";
import { sqlFile } from "../db/sql.ts";
import { forgetWorker } from "../registry/forget.ts";

const keptDays = { history: 7, goneWorkers: 1 } as const;
const write = sqlFile<{ agent: string }>("write_reports");

/**
 * One round of the manager worker-reporter: writes down how each agent is now, from which its history is drawn, and removes what
 * is older than a week, and workers that have been gone for a day. Returns how many agents it wrote of.
 */
export async function reportWorkers(context: Context): Promise<number> {
  const { db } = context;
  const written = await write(db, []);
  const old = ago(keptDays.history);
  await db.deleteFrom("reports").where("at", "<", old).execute();
  await db.deleteFrom("failures").where("at", "<", old).execute();
  await db.deleteFrom("operations").where("ended_at", "<", old).execute();
  await forgetGone(context);
  return written.length;
}

/** Where slots do not outlive their processes, nobody takes the place of a worker that is gone. */
async function forgetGone(context: Context): Promise<void> {
  await changeFleet(context, async (change) => {
    const gone = await change.tx
      .selectFrom("workers")
      .selectAll()
      .where("offline_reason", "is not", null)
      .where("last_seen_at", "<", ago(keptDays.goneWorkers))
      .forUpdate()
      .skipLocked()
      .execute();
    for (const worker of gone) await forgetWorker(change, worker);
  });
}

function ago(days: number): RawBuilder<Date> {
  return sql<Date>`now() - make_interval(days => ${days})`;
}
