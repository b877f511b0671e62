import { v7 as uuidv7 } from "uuid";
import type { Selectable } from "kysely";
import type { Context } from "../context.ts";
import { queueDelivery } from "../webhooks/queue-delivery.ts";
import { nextTime } from "./next-time.ts";
import { makeReport } from "./report/make-report.ts";
import type { AnalyticsTables } from "./tables.ts";

type Schedule = Selectable<AnalyticsTables["report_schedules"]>;
type Around = Pick<Context, "db" | "config" | "store">;

/** Reports that are kept in the list. */
const keptReports = 200;

/** Makes the reports that are due; one that was due several times while nobody ran is made once. Returns how many. */
export async function makeDueReports(context: Around, signal: AbortSignal): Promise<number> {
  const { db } = context;
  const due = await db.selectFrom("report_schedules").selectAll().where("next_at", "<=", new Date()).execute();
  let made = 0;
  for (const schedule of due) {
    if (signal.aborted) break;
    made += await makeDueReport(context, schedule);
  }
  if (made > 0) await forgetOldReports(context);
  return made;
}

/** The files first, under a name of their own; then the row and the schedule's next time, together or not at all. */
async function makeDueReport(context: Around, schedule: Schedule): Promise<number> {
  const { report, period, next_at: due, cron, webhook } = schedule;
  const id = uuidv7();
  const files = await makeReport(context, report, { period, at: due, key: id });
  return context.db.transaction().execute(async (tx) => {
    const moved = await tx
      .updateTable("report_schedules")
      .set({ next_at: nextTime(cron, new Date()) })
      .where("report", "=", report)
      .where("period", "=", period)
      .where("next_at", "=", due)
      .executeTakeFirst();
    // It was changed meanwhile, or another instance has made it.
    if (moved.numUpdatedRows === 0n) return 0;
    await tx
      .insertInto("reports")
      .values({ id, report, period, due_at: due, files: JSON.stringify(files) })
      .execute();
    if (webhook !== null) {
      const body = { report, period, due_at: due.toISOString(), files };
      await queueDelivery(tx, { destination: webhook, event: "report:made", body });
    }
    return 1;
  });
}

async function forgetOldReports({ db }: Pick<Context, "db">): Promise<void> {
  const kept = db.selectFrom("reports").select("id").orderBy("made_at", "desc").limit(keptReports);
  await db.deleteFrom("reports").where("id", "not in", kept).execute();
}
