import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import type { ListedJob } from "../db/job-rows.ts";
import { jobFacts } from "../routes/job-view.ts";

/** A job as lists of staff show it. */
export function jobRowOf(job: ListedJob): RowOf<"jobs"> {
  const { media_seconds, tries, worker_id } = job;
  return { ...jobFacts(job), media_seconds, tries, worker_id };
}
