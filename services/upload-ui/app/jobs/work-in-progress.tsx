import type { JobDetail } from "@agentos/contracts/api/jobs";
import { stageByName } from "@agentos/contracts/stages/stages";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatLeft } from "@agentos/ui/format/time";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { CancelButton } from "./cancel-button.tsx";

/** What happens right now, how far it is, and how long it still takes as far as that is known. */
export function WorkInProgress({ job }: { job: JobDetail }) {
  const doing = job.status === "queued" ? "Waiting for a free worker" : job.stage && stageByName(job.stage).label;
  return (
    <section
      aria-label="Progress"
      className="grid grid-cols-1 gap-4 rounded-card border border-line bg-surface p-5 sm:p-7"
    >
      <div className="flex items-start justify-between gap-4">
        <div className="grid gap-1">
          <p className="font-display text-xl font-semibold tracking-tight sm:text-2xl" aria-live="polite">
            {doing ?? "Under way"}
          </p>
          <p className="text-ink-soft tabular-nums">
            {job.eta_seconds === null ? "The time left is known after the first steps" : formatLeft(job.eta_seconds)}
          </p>
        </div>
        <p className="font-display text-3xl font-semibold whitespace-nowrap tabular-nums sm:text-4xl">
          {formatPercent(job.progress)}
        </p>
      </div>
      <ProgressBar share={job.progress} label="The whole job" className="h-3" />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-ink-faint">You can leave this page. It keeps going.</p>
        <CancelButton job={job} />
      </div>
    </section>
  );
}
