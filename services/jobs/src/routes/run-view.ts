import type { JobDetail } from "@agentos/contracts/api/jobs";
import type { readRuns } from "../db/runs.ts";

type Run = NonNullable<JobDetail["runs"]>[number];
type Row = Awaited<ReturnType<typeof readRuns>>[number];

/** A run of a job, with who had it begun and who cancelled it. */
export function runView(row: Row): Run {
  return {
    run: row.run,
    state: row.state,
    begun_at: row.created_at.toISOString(),
    begun_by: by(row.begun_by, row.begun_role),
    ended_at: row.finished_at?.toISOString() ?? null,
    cancelled_by: by(row.cancelled_by, row.cancelled_role),
  };
}

function by(id: Row["begun_by"], role: Row["begun_role"]): Run["begun_by"] {
  return id === null || role === null ? null : { user_id: id, role };
}
