import { jobStatuses, type JobStatus } from "@agentos/contracts/api/jobs";
import { sqlFile } from "./sql.ts";
import type { Db } from "./tables.ts";

export type JobSummary = {
  by_status: Record<JobStatus, number>;
  active: number;
  total: number;
  clips: number;
  success_rate: number | null;
  mean_seconds: number | null;
};

type Row = { status: JobStatus; count: number; clips: number; seconds: number | null };

const readSummary = sqlFile<Row>("job_summary");

/**
 * Counts of a user's jobs, or of everybody's, with those that are gone; seconds are from a run's first claim to its end.
 */
export async function summarize(db: Db, userId: string | undefined): Promise<JobSummary> {
  const rows = await readSummary(db, [userId ?? ""]);
  const counts = Object.fromEntries(jobStatuses.map((status) => [status, 0])) as Record<JobStatus, number>;
  for (const row of rows) counts[row.status] = row.count;
  const ended = counts.completed + counts.failed;
  return {
    by_status: counts,
    active: counts.processing + counts.queued,
    total: rows.reduce((sum, row) => sum + row.count, 0),
    clips: rows.reduce((sum, row) => sum + row.clips, 0),
    success_rate: ended === 0 ? null : counts.completed / ended,
    mean_seconds: rows.find((row) => row.status === "completed")?.seconds ?? null,
  };
}
