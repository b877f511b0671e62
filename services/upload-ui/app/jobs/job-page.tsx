import { ApiError } from "@agentos/client/api-error";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import { isActive, useJob } from "../data/jobs.ts";
import { formatPercent } from "@agentos/ui/format/percent";
import { Problem } from "@agentos/ui/parts/problem";
import { NotFound } from "../shell/not-found.tsx";
import { useTitle } from "@agentos/ui/shell/use-title";
import { Clips } from "./clips.tsx";
import { JobHeader } from "./job-header.tsx";
import { Outcome } from "./outcome.tsx";
import { StageList } from "./stage-list.tsx";
import { WorkInProgress } from "./work-in-progress.tsx";

/** One job: what happens now, what became of it, and its clips. */
export function JobPage({ id }: { id: string }) {
  const job = useJob(id);
  useTitle(job.data ? titleOf(job.data) : "Video");
  if (job.error instanceof ApiError && (job.error.status === 404 || job.error.status === 400)) return <NotFound />;
  if (!job.data) return job.error ? <Problem error={job.error} /> : <JobPlaceholder />;
  return <JobView job={job.data} />;
}

function JobView({ job }: { job: JobDetail }) {
  return (
    <article className="grid grid-cols-1 gap-8">
      <JobHeader job={job} />
      {isActive(job) && <WorkInProgress job={job} />}
      <Outcome job={job} />
      {job.status === "completed" && <Clips job={job} />}
      <StageList job={job} />
    </article>
  );
}

function titleOf(job: JobDetail): string {
  return isActive(job) ? `${formatPercent(job.progress)} · ${job.title}` : job.title;
}

function JobPlaceholder() {
  return (
    <div className="grid grid-cols-1 gap-8" aria-busy="true">
      <div className="placeholder h-20" />
      <div className="placeholder h-44 rounded-card" />
      <div className="placeholder h-80 rounded-card" />
    </div>
  );
}
