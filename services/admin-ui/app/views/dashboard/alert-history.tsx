import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { Ago } from "@agentos/ui/parts/ago";
import { Problem } from "@agentos/ui/parts/problem";
import { Badge } from "@agentos/ui/parts/badge";
import { CursorPages } from "@agentos/ui/table/cursor-pages";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { useRows } from "../../data/use-rows.ts";
import { ruleLabel, subjectText } from "./alert-row.tsx";

type Alert = RowOf<"alerts">;

const columns: readonly Column<Alert>[] = [
  {
    id: "severity",
    header: "Severity",
    width: 100,
    cell: ({ severity }) => <Badge tone={severity === "critical" ? "bad" : "warn"}>{severity}</Badge>,
  },
  {
    id: "rule",
    header: "What",
    width: "1fr",
    cell: (alert) => [ruleLabel(alert.rule), subjectText(alert)].filter(Boolean).join(" · "),
  },
  {
    id: "message",
    header: "Message",
    width: "2fr",
    hideBelow: "md",
    cell: ({ message }) => <span title={message}>{message}</span>,
  },
  { id: "raised", header: "Raised", width: 130, hideBelow: "sm", cell: ({ raised_at: at }) => <Ago at={at} /> },
  {
    id: "cleared",
    header: "Over",
    width: 130,
    cell: ({ cleared_at: at }) => (at === null ? <Badge>goes on</Badge> : <Ago at={at} />),
  },
];
const idOf = ({ id }: Alert): string => id;
const allAlerts = {};

/** All alerts that are kept, the newest first. */
export function AlertHistory() {
  const { rows, shows, loading, error, page, pagination, source } = useRows("alerts", allAlerts, 25);
  return (
    <div className="grid gap-3">
      {error && <Problem error={error} />}
      <DataTable
        label="All alerts"
        columns={columns}
        rows={rows}
        getRowId={idOf}
        loading={loading}
        dim={shows === "previous"}
        className="max-h-100"
        empty="No alert has been raised so far."
      />
      <CursorPages
        page={page}
        pagination={pagination}
        noun={["alert", "alerts"]}
        busy={loading}
        onNext={() => source.next()}
        onPrevious={() => source.previous()}
      />
    </div>
  );
}
