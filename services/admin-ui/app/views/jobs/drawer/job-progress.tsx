import type { JobDetail } from "@agentos/contracts/api/jobs";
import { stageByName } from "@agentos/contracts/stages/stages";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatLeft } from "@agentos/ui/format/time";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { isActive } from "./use-job.ts";

/** How far a job is that goes on, and how long it still takes as far as that is known. */
export function JobProgress({ job }: { job: JobDetail }) {
  if (!isActive(job)) return null;
  const held = job.steps.some(({ state }) => state === "held");
  const doing = job.stage ? stageByName(job.stage).label : "Under way";
  return (
    <section aria-label="Progress" className="grid gap-2.5 rounded-card border border-line p-4">
      <div className="flex items-baseline justify-between gap-4">
        <p className="min-w-0 truncate font-medium">
          {held ? "Held back: " : job.status === "queued" ? "Waits for: " : ""}
          {doing}
        </p>
        <p className="font-display text-2xl font-semibold tabular-nums">{formatPercent(job.progress)}</p>
      </div>
      <ProgressBar share={job.progress} label="The whole job" still={held || job.status === "queued"} />
      <p className="text-sm text-ink-soft tabular-nums">
        {held
          ? "Its queue was drained or paused while it arrived; it goes on once the queue is resumed."
          : job.eta_seconds === null
            ? "The time left is known after the first steps."
            : formatLeft(job.eta_seconds)}
      </p>
    </section>
  );
}
