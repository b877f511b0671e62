import type { JobStatus } from "@agentos/contracts/api/jobs";

export const statusNames: Record<JobStatus, string> = {
  queued: "Waiting",
  processing: "Processing",
  completed: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

const looks: Record<JobStatus, string> = {
  queued: "bg-sunken text-ink-soft",
  processing: "bg-marker text-on-marker",
  completed: "bg-good-wash text-good",
  failed: "bg-bad-wash text-bad",
  cancelled: "bg-sunken text-ink-soft",
};

/** The state of a job, in a word. */
export function StatusBadge({ status }: { status: JobStatus }) {
  return (
    <span
      className={`inline-flex h-6 shrink-0 items-center rounded-full px-2.5 text-xs font-semibold whitespace-nowrap ${looks[status]}`}
    >
      {statusNames[status]}
    </span>
  );
}
