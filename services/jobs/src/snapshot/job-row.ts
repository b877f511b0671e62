import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import type { ListedJob } from "../db/job-rows.ts";
import type { Estimates } from "../orchestrator/forecast.ts";
import { jobView } from "../routes/job-view.ts";

/** A job as lists of staff show it. */
export function jobRowOf(job: ListedJob, estimates: Estimates): RowOf<"jobs"> {
  const { eta_seconds: _age, seeded: _seeded, trace_id: _trace, note: _note, ...row } = jobView(job, estimates);
  return row;
}
