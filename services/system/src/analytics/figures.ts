import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import { stageNames } from "@agentos/contracts/stages/stages";
import { durationsOf, secondsOfClass } from "@agentos/service-kit/durations";
import type { Span } from "./span.ts";
import { hourMs, type Measure, type Tally } from "./tallies.ts";

/** Milliseconds by stage that have been spent by what has not ended. */
export type Open = Record<"busy" | "online", ReadonlyMap<string, number>>;

const shownErrors = 20;
const dayMs = 24 * hourMs;
const hourlyUpToDays = 7;

/** What is told of a span, made of what was counted in it: in the first hour of each bucket, or anywhere where it is not told by the bucket. */
export function figuresOf(span: Span, tallies: readonly Tally[], open: Open, slaSeconds: number): AnalyticsFigures {
  const of = (measure: Measure, subject?: string): Tally[] =>
    tallies.filter((tally) => tally.measure === measure && (subject === undefined || tally.subject === subject));
  const [completed, failed] = [count(of("ended", "completed")), count(of("ended", "failed"))];
  const [within, beyond] = [count(of("sla", "within")), count(of("sla", "beyond"))];
  const clips = of("clips").reduce((sum, { subject, count: jobs }) => sum + Number(subject) * jobs, 0);
  return {
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    created: count(of("created")),
    retried: count(of("retried")),
    completed,
    failed,
    cancelled: count(of("ended", "cancelled")),
    clips,
    success_rate: shareOf(completed, completed + failed),
    turnaround: measuredOf(of("turnaround")),
    processing: measuredOf(of("processing")),
    sla: { target_seconds: slaSeconds, within, beyond, share: shareOf(within, within + beyond) },
    throughput: throughputOf([...of("created"), ...of("ended")]),
    stages: stageNames.map((stage) => stageOf(stage, (measure) => of(measure, stage), open)),
    errors: errorsOf(of("errors")),
    clips_per_job: { mean: shareOf(clips, completed), counts: clipCounts(of("clips")) },
  };
}

type Stage = AnalyticsFigures["stages"][number];

function stageOf(stage: Stage["stage"], of: (measure: Measure) => Tally[], open: Open): Stage {
  const attempts = (...outcomes: string[]): number =>
    count(of("attempts").filter(({ detail }) => outcomes.includes(detail)));
  const busy = milliseconds(of("busy")) + (open.busy.get(stage) ?? 0);
  const online = milliseconds(of("online")) + (open.online.get(stage) ?? 0);
  return {
    stage,
    done: attempts("done"),
    failed: attempts("failed"),
    tried_again: attempts("again"),
    interrupted: attempts("released", "cancelled"),
    duration: measuredOf(of("stage")),
    wait: measuredOf(of("wait")),
    busy_seconds: busy / 1000,
    online_seconds: online / 1000,
    use: shareOf(busy, online),
  };
}

/** Milliseconds of what throughput is told by. */
export function bucketOf({ from, to }: Span): number {
  return to - from > hourlyUpToDays * dayMs ? dayMs : hourMs;
}

function throughputOf(tallies: readonly Tally[]): AnalyticsFigures["throughput"] {
  return [...Map.groupBy(tallies, ({ hour }) => hour)]
    .toSorted(([a], [b]) => a - b)
    .map(([at, counted]) => {
      const ended = (status: string): number =>
        count(counted.filter(({ measure, subject }) => measure === "ended" && subject === status));
      return {
        at: new Date(at).toISOString(),
        created: count(counted.filter(({ measure }) => measure === "created")),
        completed: ended("completed"),
        failed: ended("failed"),
        cancelled: ended("cancelled"),
      };
    });
}

function errorsOf(tallies: readonly Tally[]): AnalyticsFigures["errors"] {
  const groups = [...Map.groupBy(tallies, ({ subject }) => subject)].map(([fingerprint, counted]) => {
    const [error_code = "", stage = ""] = (counted[0]?.detail ?? "").split(" ");
    const last = Math.max(...counted.map(({ hour }) => hour));
    return { fingerprint, error_code, stage, count: count(counted), last_at: new Date(last).toISOString() };
  });
  return groups
    .toSorted((a, b) => b.count - a.count || a.fingerprint.localeCompare(b.fingerprint))
    .slice(0, shownErrors);
}

function clipCounts(tallies: readonly Tally[]): AnalyticsFigures["clips_per_job"]["counts"] {
  return [...Map.groupBy(tallies, ({ subject }) => Number(subject))]
    .map(([clips, counted]) => ({ clips, jobs: count(counted) }))
    .toSorted((a, b) => a.clips - b.clips);
}

function measuredOf(tallies: readonly Tally[]): AnalyticsFigures["turnaround"] {
  const classes = [...Map.groupBy(tallies, ({ detail }) => Number(detail))].map(([durationClass, counted]) => ({
    seconds: secondsOfClass(durationClass),
    count: count(counted),
  }));
  return durationsOf(classes, { count: count(tallies), milliseconds: milliseconds(tallies) });
}

function count(tallies: readonly Tally[]): number {
  return tallies.reduce((sum, tally) => sum + tally.count, 0);
}

function milliseconds(tallies: readonly Tally[]): number {
  return tallies.reduce((sum, tally) => sum + tally.milliseconds, 0);
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
