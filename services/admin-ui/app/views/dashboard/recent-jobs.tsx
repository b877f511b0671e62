import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatLeft } from "@agentos/ui/format/time";
import { Ago } from "@agentos/ui/parts/ago";
import { Panel } from "@agentos/ui/parts/panel";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { StatusBadge } from "@agentos/ui/parts/status-badge";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { useCallback, useSyncExternalStore } from "react";
import { Link, useLocation } from "wouter";
import { useSection } from "../../data/use-section.ts";
import { stageLabel } from "../../figures/stage-labels.ts";
import { useJobTicks } from "./use-job-ticks.ts";

type Job = RowOf<"jobs">;

const columns: readonly Column<Job>[] = [
  { id: "title", header: "Job", width: "1fr", cell: (job) => <TitleAndWay job={job} /> },
  { id: "status", header: "State", width: 122, cell: ({ status }) => <StatusBadge status={status} /> },
  {
    id: "created",
    header: "Added",
    width: 128,
    align: "end",
    hideBelow: "sm",
    cell: ({ created_at }) => <Ago at={created_at} className="text-ink-soft" />,
  },
];
const idOf = ({ id }: Job): string => id;

/** The newest jobs; each goes on as it tells. */
export function RecentJobs() {
  const { value, loading } = useSection("jobs");
  const [, goTo] = useLocation();
  const open = useCallback(({ id }: Job) => goTo(`/jobs?job=${id}`), [goTo]);
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
      <DataTable
        label="Recent jobs"
        columns={columns}
        rows={rows}
        getRowId={idOf}
        onOpen={open}
        loading={loading}
        rowHeight={52}
        placeholders={7}
        className="h-102"
        empty={
          value && !value.recent
            ? "The owner of jobs has not answered yet."
            : "No jobs yet. The first one appears here as soon as somebody adds a video."
        }
      />
    </Panel>
  );
}

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
      <ProgressBar share={progress} label={`${job.title}: how far`} className="h-1.5 max-w-24 shrink-0" />
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
