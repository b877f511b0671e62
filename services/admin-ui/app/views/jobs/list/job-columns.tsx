import { stageByName, stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { formatDuration, formatLeft } from "@agentos/ui/format/time";
import { formatPercent } from "@agentos/ui/format/percent";
import { Ago } from "@agentos/ui/parts/ago";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { StatusBadge } from "@agentos/ui/parts/status-badge";
import type { Column } from "@agentos/ui/table/data-table";
import { PriorityName } from "../priority-name.tsx";
import type { JobRow } from "./live-rows.ts";

/** A job in a row of the list. */
export const jobColumns: readonly Column<JobRow>[] = [
  { id: "status", header: "Status", width: 112, cell: ({ status }) => <StatusBadge status={status} /> },
  {
    id: "title",
    header: "Video",
    width: "3fr",
    cell: ({ title, id }) => <span title={`${title}\n${id}`}>{title}</span>,
  },
  { id: "where", header: "Where it is", width: "4fr", hideBelow: "sm", cell: (row) => <Where row={row} /> },
  {
    id: "priority",
    header: "Priority",
    width: 88,
    hideBelow: "md",
    cell: ({ priority }) => <PriorityName priority={priority} />,
  },
  {
    id: "user",
    header: "User",
    width: 96,
    hideBelow: "lg",
    cell: ({ user_id }) => (
      <span title={user_id} className="font-mono text-xs text-ink-soft">
        {user_id.slice(-8)}
      </span>
    ),
  },
  {
    id: "took",
    header: "Took",
    width: 104,
    align: "end",
    hideBelow: "lg",
    cell: ({ started_at, finished_at }) =>
      started_at && finished_at ? formatDuration((Date.parse(finished_at) - Date.parse(started_at)) / 1000) : "–",
  },
  {
    id: "created",
    header: "Made",
    width: 132,
    align: "end",
    hideBelow: "sm",
    cell: ({ created_at }) => <Ago at={created_at} className="text-ink-soft" />,
  },
];

function Where({ row }: { row: JobRow }) {
  const { status, error, clip_count: clips } = row;
  if (status === "failed") return <Failed error={error} />;
  if (status === "completed") return <span className="text-ink-soft">{clips === 1 ? "1 clip" : `${clips} clips`}</span>;
  if (status === "cancelled") return <span className="text-ink-faint">{stageWords(row.stage, "Stopped at")}</span>;
  if (status === "queued") return <span className="text-ink-soft">{stageWords(row.stage, "Waits for")}</span>;
  return (
    <span className="grid gap-1">
      <span className="truncate leading-tight">
        {row.stage ? stageByName(row.stage).label : "Under way"} · {formatPercent(row.progress)}
        {row.tries > 1 && ` · try ${row.tries}`}
        {row.eta_seconds !== undefined && row.eta_seconds !== null && (
          <span className="text-ink-faint"> · {formatLeft(row.eta_seconds)}</span>
        )}
      </span>
      <ProgressBar share={row.progress} label={`Progress of ${row.title}`} className="h-1" />
    </span>
  );
}

function Failed({ error }: { error: JobRow["error"] }) {
  const stage = stageNames.find((name): name is StageName => name === error?.stage);
  const text = error?.message ?? "No reason was told.";
  return (
    <span className="text-bad" title={`${error?.code ?? ""}\n${text}`}>
      {stage && `${stageByName(stage).label}: `}
      {text}
    </span>
  );
}

function stageWords(stage: StageName | null, before: string): string {
  return stage ? `${before}: ${stageByName(stage).label.toLowerCase()}` : "–";
}
