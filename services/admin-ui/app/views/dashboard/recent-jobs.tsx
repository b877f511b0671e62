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
  { id: "title", header: "Title", width: "1.2fr", cell: ({ title }) => <span title={title}>{title}</span> },
  { id: "status", header: "State", width: 118, cell: ({ status }) => <StatusBadge status={status} /> },
  { id: "progress", header: "How far", width: "1fr", hideBelow: "sm", cell: (job) => <HowFar job={job} /> },
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
        placeholders={9}
        className="h-100"
        empty={
          value && !value.recent
            ? "The owner of jobs has not answered yet."
            : "No jobs yet. The first one appears here as soon as somebody adds a video."
        }
      />
    </Panel>
  );
}

/** Draws by itself when its job tells something new, and nothing else with it. */
function HowFar({ job }: { job: Job }) {
  const ticks = useJobTicks();
  const tick = useSyncExternalStore(
    ticks.subscribe,
    useCallback(() => ticks.of(job), [ticks, job]),
  );
  if (job.status === "failed") return <span title={job.error?.message}>{job.error?.code ?? "–"}</span>;
  if (job.status === "completed") return <span>{job.clip_count === 1 ? "1 clip" : `${job.clip_count} clips`}</span>;
  if (job.status !== "processing") return <span className="text-ink-faint">–</span>;
  const progress = tick?.progress ?? job.progress;
  const stage = tick?.stage ?? job.stage;
  const left = tick?.eta_seconds ?? null;
  const where = stage === null ? "Processing" : stageLabel(stage);
  return (
    <div className="grid w-full gap-1" title={`${where}, ${formatPercent(progress)}`}>
      <span className="truncate text-xs text-ink-soft">
        {where} · {left === null ? formatPercent(progress) : formatLeft(left)}
      </span>
      <ProgressBar share={progress} label={`${job.title}: how far`} className="h-1.5" />
    </div>
  );
}
