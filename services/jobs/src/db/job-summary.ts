import { jobStatuses, type JobStatus } from "@agentos/contracts/api/jobs";
import { sql } from "kysely";
import type { Db } from "./tables.ts";

export type JobSummary = {
  by_status: Record<JobStatus, number>;
  active: number;
  total: number;
  clips: number;
  success_rate: number | null;
  mean_seconds: number | null;
};

/** Counts of a user's jobs, or of everybody's; seconds are from a run's first claim to its end. */
export async function summarize(db: Db, userId: string | undefined): Promise<JobSummary> {
  let query = db
    .selectFrom("jobs")
    .select(["status", (eb) => eb.fn.countAll<number>().as("count")])
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>("clip_count"), sql<number>`0`).as("clips"))
    .select(sql<number | null>`avg(extract(epoch from finished_at - started_at))::float8`.as("seconds"))
    .groupBy("status");
  if (userId !== undefined) query = query.where("user_id", "=", userId);
  const rows = await query.execute();
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
