import { analyticsPeriods, type periodFigures } from "@agentos/contracts/snapshot/parts/analytics";
import { stageNames } from "@agentos/contracts/stages/stages";
import type { z } from "zod";
import { sqlFile } from "../db/sql.ts";
import type { Db } from "../db/tables.ts";
import { durationsOf, type Classed, type Durations } from "../domain/durations.ts";

type Figures = z.output<typeof periodFigures>;
type Tally = {
  period: string;
  since: string;
  measure: string | null;
  subject: string;
  detail: string;
  /** Of a class of durations. */
  seconds: number | null;
  count: number;
  clips: number;
  timed: number;
  milliseconds: number;
};

const shownErrors = 10;
const readTallies = sqlFile<Tally>("analytics");

/** What happened today, and in the last 7 and 30 days. */
export async function readAnalytics(db: Db): Promise<Record<(typeof analyticsPeriods)[number], Figures>> {
  const tallies = await readTallies(db, []);
  return Object.fromEntries(
    analyticsPeriods.map((period) => [period, figuresOf(tallies.filter((tally) => tally.period === period))]),
  ) as Record<(typeof analyticsPeriods)[number], Figures>;
}

function figuresOf(tallies: readonly Tally[]): Figures {
  const of = (measure: string): Tally[] => tallies.filter((tally) => tally.measure === measure);
  const ended = of("ended");
  const countOf = (status: string): number => ended.find(({ subject }) => subject === status)?.count ?? 0;
  const [completed, failed] = [countOf("completed"), countOf("failed")];
  return {
    since: tallies[0]?.since ?? "",
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
