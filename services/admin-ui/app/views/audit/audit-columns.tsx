import { findAction } from "@agentos/contracts/actions/actions";
import type { AuditRow } from "@agentos/contracts/snapshot/parts/audit";
import type { Column } from "@agentos/ui/table/data-table";
import { useStaff } from "../../data/staff.ts";
import { formatDay, formatMoment, formatTime } from "../../parts/moments.ts";
import { tookOf } from "./chain-state.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";

/** Entries never change. */
export const auditColumns: readonly Column<AuditRow>[] = [
  { id: "seq", header: "No.", width: 84, align: "end", cell: ({ seq }) => seq.toLocaleString("en") },
  {
    id: "at",
    header: "Time",
    width: 176,
    hideBelow: "md",
    cell: ({ at }) => (
      <time dateTime={at} title={formatMoment(at)} className="font-mono text-xs">
        {formatDay(at)} {formatTime(at)}
      </time>
    ),
  },
  {
    id: "action",
    header: "Action",
    width: "1.4fr",
    cell: ({ action }) => (
      <>
        <span className="font-medium">{findAction(action)?.label ?? action}</span>{" "}
        <span className="text-ink-faint">{action}</span>
      </>
    ),
  },
  { id: "outcome", header: "Outcome", width: 124, cell: (entry) => <OutcomeBadge {...entry} /> },
  {
    id: "who",
    header: "Who",
    width: 172,
    hideBelow: "md",
    cell: (entry) => <Who {...entry} />,
  },
  { id: "error", header: "Error", width: "1fr", hideBelow: "lg", cell: ({ error_code }) => error_code ?? "" },
  {
    id: "took",
    header: "Took",
    width: 92,
    align: "end",
    hideBelow: "md",
    cell: ({ duration_ms }) => tookOf(duration_ms),
  },
];

/** Whoever looks finds the own entries by a word. */
function Who({ role, user_id: id }: Pick<AuditRow, "role" | "user_id">) {
  const { user } = useStaff();
  if (id === user.id) return <span className="font-medium">you</span>;
  return (
    <>
      {role ?? (id === null ? "not known" : "account")}{" "}
      {id && <span className="font-mono text-xs text-ink-faint">…{id.slice(-7)}</span>}
    </>
  );
}
