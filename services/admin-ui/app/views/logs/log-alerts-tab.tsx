import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { formatDuration } from "@agentos/ui/format/time";
import { Ago } from "@agentos/ui/parts/ago";
import { DataTable, type Column } from "@agentos/ui/table/data-table";
import { Link } from "wouter";
import { ActionButton } from "../../actions/action-button.tsx";
import { useSection } from "../../data/use-section.ts";
import { filterInWords, linesPath } from "./line-filters.ts";

type LogAlert = NonNullable<Sections["logs"]["log_alerts"]>[number];

/** What is watched for in the logs. */
export function LogAlertsTab() {
  const { value } = useSection("logs");
  const alerts = value?.log_alerts;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-ink-soft">An alert is raised while there are many lines of a kind within a time.</p>
        <ActionButton action="logs.create_alert" kind="primary" />
      </div>
      <DataTable
        columns={columns}
        rows={alerts ?? undefined}
        getRowId={idOf}
        label="Alerts on logs"
        rowHeight={48}
        loading={!value}
        placeholders={3}
        empty={
          value && !alerts
            ? "The owner of the logs has not answered yet."
            : "Nothing is watched for yet. Create an alert here, or from a search among the lines."
        }
      />
    </div>
  );
}

const idOf = ({ id }: LogAlert): string => id;
const linkClass = "underline decoration-edge underline-offset-4";

const columns: readonly Column<LogAlert>[] = [
  { id: "name", header: "Name", width: "1.2fr", cell: ({ name }) => <span className="font-medium">{name}</span> },
  {
    id: "filter",
    header: "Lines",
    width: "1.5fr",
    hideBelow: "sm",
    cell: ({ filter }) => (
      <Link href={linesPath(filter)} className={linkClass}>
        {filterInWords(filter)}
      </Link>
    ),
  },
  {
    id: "threshold",
    header: "Raised from",
    width: 190,
    hideBelow: "md",
    cell: ({ threshold, window_seconds }) =>
      `${threshold.toLocaleString("en")} within ${formatDuration(window_seconds)}`,
  },
  {
    id: "state",
    header: "State",
    width: 150,
    cell: ({ firing_since: since }) =>
      since ? (
        <span className="font-medium text-bad">
          raised <Ago at={since} />
        </span>
      ) : (
        <span className="text-ink-soft">quiet</span>
      ),
  },
  {
    id: "actions",
    header: "Actions",
    width: 100,
    cell: (alert) => (
      <ActionButton
        action="logs.delete_alert"
        payload={{ alert_id: alert.id }}
        subject={alert.name}
        label="Delete"
        kind="danger"
        undo={undoOf(alert)}
      />
    ),
  },
];

function undoOf({ name, threshold, window_seconds, filter }: LogAlert) {
  const { from: _from, to: _to, ...pattern } = filter;
  return { action: "logs.create_alert", payload: { name, filter: pattern, threshold, window_seconds } } as const;
}
