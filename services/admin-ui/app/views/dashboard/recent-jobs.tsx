import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatLeft } from "@agentos/ui/format/time";
import { Ago } from "@agentos/ui/parts/ago";
import { Panel } from "@agentos/ui/parts/panel";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { StatusBadge } from "@agentos/ui/parts/status-badge";
import { memo, useCallback, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { useSection } from "../../data/use-section.ts";
import { stageLabel } from "../../figures/stage-labels.ts";
import { useJobTicks } from "./use-job-ticks.ts";

type Job = RowOf<"jobs">;

const placeholders = Array.from({ length: 7 }, (_, index) => index);

/** The newest jobs; each goes on as it tells. */
export function RecentJobs() {
  const { value, loading } = useSection("jobs");
  const rows = value?.recent ?? undefined;
  return (
    <Panel
      title="Recent jobs"
      aside={
        <Link href="/jobs" className="text-sm font-medium underline decoration-edge underline-offset-4">
          All jobs
        </Link>
      }
    >
      {/* A few rows need no table that draws only those in sight; that one is large. */}
      <ul aria-label="Recent jobs" aria-busy={loading} className="h-102 overflow-y-auto">
        {rows?.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
        {!rows && loading && placeholders.map((index) => <li key={index} className="placeholder mb-2 h-11" />)}
        {!loading && !rows?.length && (
          <li className="p-4 text-ink-soft">
            {value && !value.recent
              ? "The owner of jobs has not answered yet."
              : "No jobs yet. The first one appears here as soon as somebody adds a video."}
          </li>
        )}
      </ul>
    </Panel>
  );
}

const JobLine = memo(function JobLine({ job }: { job: Job }) {
  return (
    <li className="border-b border-line last:border-0">
      <Link
        href={`/jobs?job=${job.id}`}
        className="grid h-13 grid-cols-[minmax(0,1fr)_auto] items-center gap-3 px-1 hover:bg-sunken focus-visible:-outline-offset-2 sm:grid-cols-[minmax(0,1fr)_7.5rem_8rem]"
      >
        <TitleAndWay job={job} />
        <span className="justify-self-end sm:justify-self-start">
          <StatusBadge status={job.status} />
        </span>
        <Ago at={job.created_at} className="text-right text-sm text-ink-soft max-sm:hidden" />
      </Link>
    </li>
  );
});

function TitleAndWay({ job }: { job: Job }) {
  return (
    <div className="grid gap-0.5">
      <span className="truncate font-medium" title={job.title}>
        {job.title}
      </span>
      <span className="flex h-4 min-w-0 items-center gap-2 text-xs text-ink-soft">
        <HowFar job={job} />
      </span>
    </div>
  );
}

/** Draws by itself when its job tells something new, and nothing else with it. */
function HowFar({ job }: { job: Job }) {
  const ticks = useJobTicks();
  const tick = useSyncExternalStore(
    ticks.subscribe,
    useCallback(() => ticks.of(job), [ticks, job]),
  );
  if (job.status !== "processing") return <span className="truncate">{endText(job)}</span>;
  const progress = tick?.progress ?? job.progress;
  const stage = tick?.stage ?? job.stage;
  const left = tick?.eta_seconds ?? null;
  return (
    <>
      <span className="w-14 shrink-0">
        <ProgressBar share={progress} label={`${job.title}: how far`} className="h-1.5" />
      </span>
      <span className="truncate tabular-nums">
        {formatPercent(progress)}
        {stage !== null && ` · ${stageLabel(stage)}`}
        {left !== null && ` · ${formatLeft(left)}`}
      </span>
    </>
  );
}

/** What came of a job, or what it waits for. */
function endText({ status, error, clip_count: clips, stage }: Job): string {
  if (status === "completed") return clips === 1 ? "1 clip" : `${clips} clips`;
  if (status === "failed") return error ? `${error.code}: ${error.message}` : "–";
  if (status === "cancelled") return stage === null ? "–" : `Stopped at: ${stageLabel(stage)}`;
  return stage === null ? "–" : `For: ${stageLabel(stage)}`;
}
