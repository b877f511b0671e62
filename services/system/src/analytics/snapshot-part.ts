import type { PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import type { Context } from "../context.ts";
import { readFigures } from "./read-figures.ts";
import { spanOfPeriod } from "./span.ts";
import { hourOf } from "./tallies.ts";

type Part = NonNullable<PartsOf<"system">["analytics"]>;

const shownReports = 10;

/** What analytics tells for the snapshot. What has not ended counts until the hour began, so that it changes when something has happened. */
export async function readAnalyticsPart(context: Pick<Context, "db" | "config">): Promise<Part> {
  const { db } = context;
  const [figures, schedules, reports] = await Promise.all([
    readFigures(context, spanOfPeriod("last_24_hours"), hourOf(Date.now())),
    db.selectFrom("report_schedules").selectAll().orderBy("report").orderBy("period").execute(),
    db.selectFrom("reports").selectAll().orderBy("made_at", "desc").limit(shownReports).execute(),
  ]);
  return {
    last_24_hours: figures,
    schedules: schedules.map(({ report, period, cron, webhook, next_at }) => ({
      ...{ report, period, cron, webhook },
      next_at: next_at.toISOString(),
    })),
    reports: reports.map(({ id, report, period, due_at, made_at, files }) => ({
      ...{ id, report, period, files },
      due_at: due_at.toISOString(),
      made_at: made_at.toISOString(),
    })),
  };
}
