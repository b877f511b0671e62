import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import { Panel } from "@agentos/ui/parts/panel";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { memo, useCallback } from "react";
import { useLocation } from "wouter";
import { stageLabel } from "../../figures/stage-labels.ts";
import { ExportButton } from "./export-button.tsx";

const began = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });

type Group = AnalyticsFigures["errors"][number];

const columns: readonly Column<Group>[] = [
  {
    id: "code",
    header: "Error",
    width: "1fr",
    cell: ({ error_code: code }) => <span className="font-medium">{code}</span>,
  },
  { id: "stage", header: "Stage", width: "1fr", hideBelow: "sm", cell: ({ stage }) => stageLabel(stage) },
  { id: "count", header: "Jobs", width: 84, align: "end", cell: ({ count }) => count.toLocaleString("en") },
  {
    id: "last",
    // Known by the hour, or by the day: its beginning.
    header: "Last, at or after",
    width: 150,
    align: "end",
    hideBelow: "sm",
    cell: ({ last_at: at }) => <time dateTime={at}>{began.format(Date.parse(at))}</time>,
  },
];
const idOf = ({ fingerprint }: Group): string => fingerprint;

/** Failed jobs, by what went wrong where; each leads to the jobs. */
export const ErrorsPanel = memo(DrawnErrorsPanel);

function DrawnErrorsPanel({ figures, loading }: { figures: AnalyticsFigures | undefined; loading: boolean }) {
  const [, goTo] = useLocation();
  const open = useCallback(
    ({ error_code: code, stage }: Group) =>
      goTo(`/jobs?${new URLSearchParams({ status: "failed", error_code: code, stage })}`),
    [goTo],
  );
  return (
    <Panel
      title="Errors"
      note="the most frequent first; open one to see its jobs"
      aside={<ExportButton report="errors" figures={figures} />}
    >
      <DataTable
        label="Errors"
        columns={columns}
        rows={figures?.errors}
        getRowId={idOf}
        onOpen={open}
        loading={loading}
        placeholders={4}
        className="max-h-100"
        empty="No job has failed in this span."
      />
    </Panel>
  );
}
