import type { JobDetail } from "@agentos/contracts/api/jobs";
import Check from "lucide-react/icons/check";
import CircleSlash from "lucide-react/icons/circle-slash";
import X from "lucide-react/icons/x";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatDuration } from "@agentos/ui/format/time";

type Step = JobDetail["steps"][number];

/** The steps that a video goes through, and where it is among them. */
export function StageList({ job }: { job: JobDetail }) {
  return (
    <section aria-labelledby="steps" className="grid grid-cols-1 gap-4">
      <h2 id="steps" className="text-xl font-semibold tracking-tight">
        Steps
      </h2>
      <ol className="rounded-card border border-line bg-surface">
        {job.steps.map((step) => (
          <StageRow key={step.stage} step={step} />
        ))}
      </ol>
    </section>
  );
}

function StageRow({ step }: { step: Step }) {
  const now = step.state === "running";
  return (
    <li
      aria-current={now ? "step" : undefined}
      className="flex min-h-13 items-center gap-3.5 border-line px-4 py-2.5 not-first:border-t sm:px-5"
    >
      <StageMark step={step} />
      <span className={now ? "font-semibold" : waits(step) ? "text-ink-faint" : ""}>{step.label}</span>
      <span className="ml-auto text-right text-sm text-ink-soft tabular-nums">{describe(step)}</span>
    </li>
  );
}

function waits(step: Step): boolean {
  return step.state === "blocked" || step.state === "waiting" || step.state === "held";
}

function StageMark({ step }: { step: Step }) {
  const shape = "grid size-6 shrink-0 place-items-center rounded-full";
  if (step.state === "done") {
    return (
      <span className={`${shape} bg-ink text-paper`}>
        <Check size={14} strokeWidth={3} aria-hidden />
      </span>
    );
  }
  if (step.state === "failed") {
    return (
      <span className={`${shape} bg-bad text-paper`}>
        <X size={14} strokeWidth={3} aria-hidden />
      </span>
    );
  }
  if (step.state === "cancelled")
    return <CircleSlash size={24} strokeWidth={1.5} aria-hidden className="text-ink-faint" />;
  if (step.state === "running") return <RunningMark share={step.progress} />;
  return <span className={`${shape} border-2 border-line`} />;
}

const round = 2 * Math.PI * 9;

function RunningMark({ share }: { share: number }) {
  return (
    <svg viewBox="0 0 24 24" className="size-6 shrink-0 -rotate-90" aria-hidden>
      <circle cx="12" cy="12" r="9" className="fill-none stroke-ink/15" strokeWidth="5" />
      <circle
        cx="12"
        cy="12"
        r="9"
        className="fill-none stroke-marker-deep transition-[stroke-dashoffset] duration-700"
        strokeWidth="5"
        strokeDasharray={round}
        strokeDashoffset={round * (1 - Math.max(0.04, Math.min(1, share)))}
      />
    </svg>
  );
}

function describe(step: Step): string {
  const again = step.tries > 1 ? `try ${step.tries}` : undefined;
  const parts: Record<Step["state"], (string | undefined)[]> = {
    blocked: [],
    waiting: ["next", again],
    held: ["on hold"],
    running: [formatPercent(step.progress), again],
    done: [
      step.reused ? "kept from the run before" : undefined,
      step.reused || step.duration_seconds === null ? undefined : formatDuration(step.duration_seconds),
    ],
    failed: ["failed", again],
    cancelled: [step.started_at === null ? "not begun" : "cancelled"],
  };
  return parts[step.state].filter((part) => part !== undefined).join(" · ");
}
