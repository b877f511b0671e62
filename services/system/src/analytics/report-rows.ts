import { analyticsFigures, type AnalyticsFigures, type ReportName } from "@agentos/contracts/analytics";

type Cell = string | number | null;
type Row = Record<string, Cell>;

const durationsOf = (name: string, measured: AnalyticsFigures["turnaround"]): Row => ({
  [`${name}_mean_seconds`]: measured?.mean_seconds ?? null,
  [`${name}_p50_seconds`]: measured?.p50_seconds ?? null,
  [`${name}_p95_seconds`]: measured?.p95_seconds ?? null,
  [`${name}_p99_seconds`]: measured?.p99_seconds ?? null,
});

/** The tables that figures can be exported as, a row for each line. */
export const reportRows: Record<ReportName, (figures: AnalyticsFigures) => Row[]> = {
  throughput: ({ throughput }) => throughput,
  stages: ({ stages }) =>
    stages.map(({ stage, done, failed, tried_again, interrupted, duration, wait }) => ({
      ...{ stage, done, failed, tried_again, interrupted },
      ...durationsOf("duration", duration),
      ...durationsOf("wait", wait),
    })),
  workers: ({ stages }) =>
    stages.map(({ stage, busy_seconds, online_seconds, use }) => ({ stage, busy_seconds, online_seconds, use })),
  errors: ({ errors }) => errors,
  clips_per_job: ({ clips_per_job }) => clips_per_job.counts,
};

const { throughput, errors, clips_per_job } = analyticsFigures.shape;

/** Columns of the tables that may be empty: they are there all the same. */
export const emptyColumns: Partial<Record<ReportName, string[]>> = {
  throughput: Object.keys(throughput.element.shape),
  errors: Object.keys(errors.element.shape),
  clips_per_job: Object.keys(clips_per_job.shape.counts.element.shape),
};
