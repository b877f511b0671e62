import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatDuration } from "@agentos/ui/format/time";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { stageLabel } from "../../figures/stage-labels.ts";

type Stage = AnalyticsFigures["stages"][number];

const figure = (
  id: keyof Stage & ("done" | "failed" | "tried_again" | "interrupted"),
  header: string,
): Column<Stage> => ({
  id,
  header,
  width: 92,
  align: "end",
  ...(id === "done" || id === "failed" ? {} : { hideBelow: "md" as const }),
  cell: (stage) => stage[id].toLocaleString("en"),
});

const columns: readonly Column<Stage>[] = [
  { id: "stage", header: "Stage", width: "1fr", cell: ({ stage }) => stageLabel(stage) },
  figure("done", "Done"),
  figure("failed", "Failed"),
  figure("tried_again", "Tried again"),
  figure("interrupted", "Interrupted"),
  {
    id: "success",
    header: "Success",
    width: 92,
    align: "end",
    hideBelow: "sm",
    cell: ({ done, failed }) => (done + failed === 0 ? "–" : formatPercent(done / (done + failed))),
  },
  {
    id: "mean",
    header: "Mean",
    width: 120,
    align: "end",
    hideBelow: "md",
    cell: ({ duration }) => (duration ? formatDuration(duration.mean_seconds) : "–"),
  },
];
const idOf = ({ stage }: Stage): string => stage;

/** What became of the attempts at each stage. */
export function AttemptsTable({ stages }: { stages: readonly Stage[] }) {
  return (
    <DataTable
      label="Attempts at each stage"
      columns={columns}
      rows={stages}
      getRowId={idOf}
      empty="No attempt in this span."
      className=""
    />
  );
}
