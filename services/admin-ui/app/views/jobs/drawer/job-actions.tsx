import type { JobDetail } from "@agentos/contracts/api/jobs";
import ArrowUpDown from "lucide-react/icons/arrow-up-down";
import CircleX from "lucide-react/icons/circle-x";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import { ActionButton } from "../../../actions/action-button.tsx";
import { isActive } from "./use-job.ts";

/** What can be done to a job. */
export function JobActions({ job }: { job: JobDetail }) {
  const { id: job_id, title, priority } = job;
  const active = isActive(job);
  return (
    <fieldset aria-label="Actions" className="min-w-0 flex flex-wrap gap-2">
      <ActionButton
        action="job.retry"
        payload={{ job_id, from_stage: undefined } as { job_id: string }}
        subject={title}
        icon={<RotateCcw size={15} aria-hidden />}
        unless={job.status === "failed" || job.status === "cancelled" ? undefined : notEnded(job)}
      />
      <ActionButton
        action="job.set_priority"
        payload={{ job_id }}
        subject={`${title} (now ${priority})`}
        undo={{ action: "job.set_priority", payload: { job_id, priority } }}
        icon={<ArrowUpDown size={15} aria-hidden />}
        unless={active ? undefined : `The job is over: it is ${job.status}, and waits for nothing.`}
      />
      <ActionButton
        action="job.cancel"
        payload={{ job_id }}
        subject={title}
        kind="danger"
        icon={<CircleX size={15} aria-hidden />}
        unless={active ? undefined : `The job is over: it is ${job.status}.`}
      />
    </fieldset>
  );
}

function notEnded({ status }: JobDetail): string {
  return `The job is ${status}; only one that failed or was cancelled can run again.`;
}
