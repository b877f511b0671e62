import { findAction } from "@agentos/contracts/actions/actions";
import type { AuditRow } from "@agentos/contracts/snapshot/parts/audit";
import type { Column } from "@agentos/ui/table/data-table";
import { useStaff } from "../../data/staff.ts";
import { formatDay, formatMoment, formatTime } from "../../parts/moments.ts";
import { tookOf } from "./chain-state.tsx";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { targetOf } from "./target.ts";

/** CSS pixels: two lines. */
export const auditRowHeight = 56;

/** Entries never change. */
export const auditColumns: readonly Column<AuditRow>[] = [
  { id: "entry", header: "Entry", width: "1fr", hideFrom: "md", cell: (entry) => <Narrow entry={entry} /> },
  { id: "seq", header: "No.", width: 84, align: "end", hideBelow: "md", cell: ({ seq }) => seq.toLocaleString("en") },
  { id: "at", header: "Time", width: 168, hideBelow: "md", cell: ({ at }) => <Moment at={at} /> },
  {
    id: "action",
    header: "Action, and on what",
    width: "2.4fr",
    hideBelow: "md",
    cell: (entry) => (
      <>
        <p className="truncate">
          <span className="font-medium">{labelOf(entry)}</span> <span className="text-ink-faint">{entry.action}</span>
        </p>
        <p className="truncate text-ink-soft">
          <TargetText entry={entry} />
        </p>
      </>
    ),
  },
  { id: "outcome", header: "Outcome", width: 124, hideBelow: "md", cell: (entry) => <OutcomeBadge {...entry} /> },
  { id: "who", header: "Who", width: 172, hideBelow: "md", cell: (entry) => <Who {...entry} /> },
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

/** All of it in two lines, where there is no room for columns. */
function Narrow({ entry }: { entry: AuditRow }) {
  return (
    <div className="grid gap-0.5">
      <div className="flex min-w-0 items-center justify-between gap-3">
        <span className="truncate">
          <span className="font-medium">{labelOf(entry)}</span>{" "}
          <span className="text-ink-soft">
            <TargetText entry={entry} />
          </span>
        </span>
        <span className="shrink-0">
          <OutcomeBadge {...entry} />
        </span>
      </div>
      <div className="flex min-w-0 justify-between gap-3 text-xs text-ink-soft">
        <span className="truncate">
          <Who {...entry} />
        </span>
        <span className="shrink-0">
          <Moment at={entry.at} />
        </span>
      </div>
    </div>
  );
}

function labelOf({ action }: AuditRow): string {
  return findAction(action)?.label ?? action;
}

function TargetText({ entry: { action, payload, result } }: { entry: AuditRow }) {
  const target = targetOf(action, payload, result);
  return target ? <span title={target.title}>{target.text}</span> : null;
}

function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatMoment(at)} className="font-mono text-xs">
      {formatDay(at)} {formatTime(at)}
    </time>
  );
}

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
