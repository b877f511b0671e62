import { analyticsPeriods, type periodFigures } from "@agentos/contracts/snapshot/parts/analytics";
import { stageNames } from "@agentos/contracts/stages/stages";
import { durationsOf, type Classed, type Durations } from "@agentos/service-kit/durations";
import type { z } from "zod";
import { sqlFile } from "../db/sql.ts";
import type { Db } from "../db/tables.ts";

type Figures = z.output<typeof periodFigures>;
type Sums<Sum> = { count: Sum; clips: Sum; timed: Sum; milliseconds: Sum };
/** `seconds` is that of a class of durations. */
type Counted = { measure: string; subject: string; detail: string; seconds: number | null };
type Tally = Counted & Sums<number>;

const dayMs = 86_400_000;
/** Days of each period; it ends with today. */
const daysOf: Record<(typeof analyticsPeriods)[number], number> = { today: 1, last_7_days: 7, last_30_days: 30 };
const shownErrors = 10;
const readTallies = sqlFile<Counted & Sums<number[]>>("analytics");

/** What happened today, and in the last 7 and 30 days. */
export async function readAnalytics(db: Db): Promise<Record<(typeof analyticsPeriods)[number], Figures>> {
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  const since = analyticsPeriods.map((period) => new Date(today - (daysOf[period] - 1) * dayMs));
  const rows = await readTallies(db, since);
  return Object.fromEntries(
    analyticsPeriods.map((period, at) => {
      const tallies = rows.map(({ count, clips, timed, milliseconds, ...row }): Tally => ({
        ...row,
        count: count[at] ?? 0,
        clips: clips[at] ?? 0,
        timed: timed[at] ?? 0,
        milliseconds: milliseconds[at] ?? 0,
      }));
      return [period, { since: since[at]?.toISOString().slice(0, 10) ?? "", ...figuresOf(tallies) }];
    }),
  ) as Record<(typeof analyticsPeriods)[number], Figures>;
}

function figuresOf(tallies: readonly Tally[]): Omit<Figures, "since"> {
  const of = (measure: string): Tally[] => tallies.filter((tally) => tally.measure === measure);
  const ended = of("ended");
  const countOf = (status: string): number => ended.find(({ subject }) => subject === status)?.count ?? 0;
  const [completed, failed] = [countOf("completed"), countOf("failed")];
  return {
    created: sum(of("created"), "count"),
    completed,
    failed,
    cancelled: countOf("cancelled"),
    clips: sum(ended, "clips"),
    success_rate: completed + failed === 0 ? null : completed / (completed + failed),
    duration: measured(
      ended.filter(({ subject }) => subject === "completed"),
      of("run_seconds"),
    ),
    stages: stagesOf(of("attempts"), of("attempt_seconds")),
    errors: of("errors")
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count || a.subject.localeCompare(b.subject))
      .slice(0, shownErrors)
      .map(({ subject, count }) => ({ code: subject, count })),
  };
}

function stagesOf(attempts: readonly Tally[], classes: readonly Tally[]): Figures["stages"] {
  return stageNames.map((stage) => {
    const own = attempts.filter(({ subject }) => subject === stage);
    const done = own.filter(({ detail }) => detail === "done");
    return {
      stage,
      done: sum(done, "count"),
      failed: sum(
        own.filter(({ detail }) => detail === "failed" || detail === "lost"),
        "count",
      ),
      duration: measured(
        done,
        classes.filter(({ subject }) => subject === stage),
      ),
    };
  });
}

function measured(timed: readonly Tally[], classes: readonly Tally[]): Durations | null {
  const classed = classes.flatMap(({ seconds, count }): Classed[] => (seconds === null ? [] : [{ seconds, count }]));
  return durationsOf(classed, { count: sum(timed, "timed"), milliseconds: sum(timed, "milliseconds") });
}

function sum(tallies: readonly Tally[], of: "count" | "clips" | "timed" | "milliseconds"): number {
  return tallies.reduce((total, tally) => total + tally[of], 0);
}
