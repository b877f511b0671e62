import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { requireDestination } from "../webhooks/queue-delivery.ts";
import { nextTime } from "./next-time.ts";

/** Has a report made again and again, or not any more. The manager `report-scheduler` makes it. */
export function scheduleReport(context: Pick<Context, "db" | "config">): ActionHandler<"analytics.schedule_report"> {
  return {
    run: ({ payload: { report, period, cron, webhook }, actor, complete }) => {
      if (webhook !== undefined) requireDestination(context, webhook);
      return context.db.transaction().execute(async (tx) => {
        if (cron === null) {
          await removeSchedule(tx, { report, period });
          return complete(tx, { next_at: null });
        }
        const next_at = nextTime(cron, new Date());
        const row = { cron, webhook: webhook ?? null, next_at, created_by: actor.user_id };
        await tx
          .insertInto("report_schedules")
          .values({ report, period, ...row })
          .onConflict((on) => on.columns(["report", "period"]).doUpdateSet(row))
          .execute();
        return complete(tx, { next_at: next_at.toISOString() });
      });
    },
  };
}

type Schedule = { report: string; period: string };

async function removeSchedule(tx: Tx, { report, period }: Schedule): Promise<void> {
  await tx
    .deleteFrom("report_schedules")
    .where("report", "=", report as never)
    .where("period", "=", period as never)
    .execute();
}
