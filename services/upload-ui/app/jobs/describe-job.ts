import type { JobView } from "@agentos/contracts/api/jobs";
import { stageByName } from "@agentos/contracts/stages/stages";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatLeft } from "@agentos/ui/format/time";

/** Where a job is, in a line; nothing is said that is not known. */
export function describeJob(job: JobView): string {
  switch (job.status) {
    case "queued":
      return "Waiting for a free worker";
    case "processing":
      return [
        job.stage ? stageByName(job.stage).label : "Under way",
        formatPercent(job.progress),
        ...(job.eta_seconds === null ? [] : [formatLeft(job.eta_seconds)]),
      ].join(" · ");
    case "completed":
      return job.clip_count === 1 ? "1 clip" : `${job.clip_count} clips`;
    case "failed":
      return job.error?.message ?? "It did not work out.";
    case "cancelled":
      return "Stopped before it was done";
    default:
      return job.status satisfies never;
  }
}
