import type { JobDetail } from "@agentos/contracts/api/jobs";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatDuration } from "@agentos/ui/format/time";
import { Ago } from "@agentos/ui/parts/ago";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { Attempts } from "./attempts.tsx";
import { DrawerSection } from "./drawer-section.tsx";
import { Runs } from "./runs.tsx";
import { StageMark } from "./stage-mark.tsx";
import { isActive } from "./use-job.ts";

type Step = JobDetail["steps"][number];

const stateNames: Record<Step["state"], string> = {
  blocked: "waits for the stage before",
  waiting: "waits for a worker",
  held: "held back until its queue is resumed",
  running: "running",
  done: "done",
  failed: "failed",
  cancelled: "cancelled",
};

/** The stages of the run, each with who worked on it, and how each try went. */
export function Timeline({ job }: { job: JobDetail }) {
  return (
    <DrawerSection title="Timeline" aside={<span className="text-sm text-ink-faint">run {job.run}</span>}>
      <ol className="rounded-card border border-line">
        {job.steps.map((step) => (
          <StepRow key={step.stage} job={job} step={step} work={job.work?.find(({ stage }) => stage === step.stage)} />
        ))}
      </ol>
      <Runs runs={job.runs} />
    </DrawerSection>
  );
}

type StepGiven = { job: JobDetail; step: Step; work: NonNullable<JobDetail["work"]>[number] | undefined };

function StepRow({ job, step, work }: StepGiven) {
  const running = step.state === "running";
  const attempts = work?.attempts ?? [];
  return (
    <li aria-current={running ? "step" : undefined} className="flex gap-3 border-line px-4 py-3 not-first:border-t">
      <StageMark state={step.state} />
      <div className="grid min-w-0 flex-1 gap-1.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className={running ? "font-semibold" : "font-medium"}>{step.label}</span>
          <span className="text-sm text-ink-soft tabular-nums">{describe(job, step)}</span>
        </div>
        {running && <ProgressBar share={step.progress} label={`Progress of ${step.label}`} className="h-1.5" />}
        {step.started_at && !step.finished_at && (
          <p className="text-sm text-ink-faint">
            began <Ago at={step.started_at} />
          </p>
        )}
        <Attempts attempts={attempts} />
      </div>
    </li>
  );
}

function describe(job: JobDetail, step: Step): string {
  // An ended run waits for nothing.
  if (!isActive(job) && step.started_at === null && step.state !== "done") return "not begun";
  const parts = [
    step.reused ? "kept from the run before" : stateNames[step.state],
    step.state === "running" ? formatPercent(step.progress) : undefined,
    step.tries > 1 ? `${step.tries} tries` : undefined,
    step.reused || step.duration_seconds === null ? undefined : formatDuration(step.duration_seconds),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}
