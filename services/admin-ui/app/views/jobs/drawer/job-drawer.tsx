import { ApiError } from "@agentos/client/api-error";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import { Drawer } from "@agentos/ui/parts/drawer";
import { Problem } from "@agentos/ui/parts/problem";
import { StatusBadge } from "@agentos/ui/parts/status-badge";
import { JobActions } from "./job-actions.tsx";
import { JobClips } from "./job-clips.tsx";
import { JobFacts } from "./job-facts.tsx";
import { JobFailure } from "./job-failure.tsx";
import { JobFiles } from "./job-files.tsx";
import { JobLogs } from "./job-logs.tsx";
import { JobProgress } from "./job-progress.tsx";
import { Timeline } from "./timeline.tsx";
import { useJob } from "./use-job.ts";

/** Everything about one job, and what can be done to it. */
export function JobDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: job, error } = useJob(id);
  return (
    <Drawer kind="Job" title={job?.title ?? "…"} onClose={onClose} aside={job && <StatusBadge status={job.status} />}>
      {error && <Problem error={inPlace(error)} />}
      {job ? <Content job={job} /> : !error && <Placeholder />}
    </Drawer>
  );
}

function Content({ job }: { job: JobDetail }) {
  return (
    <>
      <JobActions job={job} />
      <JobProgress job={job} />
      <JobFailure job={job} />
      {job.notes.length > 0 && (
        <ul aria-label="Notes" className="grid gap-1 text-sm text-ink-soft">
          {job.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Timeline job={job} />
      {job.status === "completed" && <JobClips job={job} />}
      <JobFacts job={job} />
      <JobFiles job={job} />
      <JobLogs job={job} />
    </>
  );
}

/** A job that is not there is no trouble of the system's. */
function inPlace(error: ApiError): Error {
  return error.status === 404 ? new Error("There is no such job. It may have been purged.") : error;
}

function Placeholder() {
  return (
    <div aria-hidden className="grid gap-5">
      <div className="placeholder h-9" />
      <div className="placeholder h-20" />
      <div className="placeholder h-80" />
    </div>
  );
}
