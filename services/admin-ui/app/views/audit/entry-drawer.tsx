import { readRows } from "@agentos/client/data/read-rows";
import { findAction } from "@agentos/contracts/actions/actions";
import type { AuditRow } from "@agentos/contracts/snapshot/parts/audit";
import { Drawer } from "@agentos/ui/parts/drawer";
import { DrawerPart, Fact, FactList } from "@agentos/ui/parts/fact-list";
import { Facts } from "@agentos/ui/parts/facts";
import { Problem } from "@agentos/ui/parts/problem";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { ActionButton } from "../../actions/action-button.tsx";
import { auditPath } from "../../actions/audit-path.ts";
import { useStaff } from "../../data/staff.ts";
import { formatMoment } from "../../parts/moments.ts";
import { tookOf } from "./chain-state.tsx";
import { targetOf } from "./target.ts";
import { OutcomeBadge } from "./outcome-badge.tsx";

type Given = { seq: number; at: string; held: AuditRow | undefined; onClose: () => void };

/** All that an entry tells. */
export function EntryDrawer({ seq, at, held, onClose }: Given) {
  const { client } = useStaff();
  const found = useQuery({
    queryKey: ["audit-entry", seq, at],
    queryFn: async ({ signal }) => {
      const moment = { from: at, to: new Date(Date.parse(at) + 1).toISOString() };
      const { rows } = await readRows(client, "audit", { ...moment, per_page: 100 }, signal);
      return rows.find((row) => row.seq === seq) ?? null;
    },
    enabled: held === undefined,
  });
  const entry = held ?? found.data ?? undefined;
  return (
    <Drawer
      kind="Audit entry"
      title={entry ? (findAction(entry.action)?.label ?? entry.action) : `Entry ${seq}`}
      onClose={onClose}
    >
      {entry ? <EntryFacts entry={entry} /> : found.isPending && <div aria-hidden className="placeholder h-64" />}
      {found.error && <Problem error={found.error} />}
      {found.data === null && (
        <p className="text-ink-soft">There is no such entry: it is past the time that entries are kept for.</p>
      )}
    </Drawer>
  );
}

const linkClass = "font-medium underline decoration-edge underline-offset-4 [overflow-wrap:anywhere]";

function DoneTo({ entry: { action, payload, result } }: { entry: AuditRow }) {
  const { text, title, href } = targetOf(action, payload, result) ?? {
    text: "not known: what was asked for was refused",
  };
  if (!href) return <span title={title}>{text}</span>;
  return (
    <Link className={linkClass} href={href} title={title}>
      {text}
    </Link>
  );
}

function EntryFacts({ entry }: { entry: AuditRow }) {
  const { seq, action, action_id, user_id, trace_id } = entry;
  return (
    <>
      <FactList>
        <Fact name="Outcome">
          <OutcomeBadge {...entry} /> {entry.error_code}
        </Fact>
        <Fact name="Action">{action}</Fact>
        <Fact name="Done to">
          <DoneTo entry={entry} />
        </Fact>
        <Fact name="Entry">
          {seq.toLocaleString("en")}, told by {entry.written_by}
        </Fact>
        <Fact name="Told">{formatMoment(entry.at)}</Fact>
        <Fact name="Chained">{formatMoment(entry.chained_at)}</Fact>
        <Fact name="Took">{tookOf(entry.duration_ms)}</Fact>
        <Fact name="Who">
          {user_id ? (
            <Link className={linkClass} href={`/configuration/users?search=${user_id}`}>
              {user_id}
            </Link>
          ) : (
            "not known"
          )}
          {entry.role && `, ${entry.role}`}
        </Fact>
        <Fact name="Reason">{entry.has_reason ? "given, and sealed by the person's key" : "none given"}</Fact>
        <Fact name="Action's id">
          {action_id ? (
            <Link className={linkClass} href={auditPath(action_id)}>
              {action_id}
            </Link>
          ) : (
            "none: it did not get as far"
          )}
        </Fact>
        <Fact name="Trace">
          <Link className={linkClass} href={`/logs?trace_id=${trace_id}`}>
            {trace_id}
          </Link>
        </Fact>
      </FactList>
      <DrawerPart title="What was asked for">
        <Facts value={entry.payload} />
      </DrawerPart>
      <DrawerPart title="Result">
        <Facts value={entry.result} />
      </DrawerPart>
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <ActionButton
          action="logs.verify_audit"
          payload={{ from: seq, to: seq }}
          subject={`entry ${seq}`}
          label="Verify this entry"
        />
        {user_id && (
          <ActionButton
            action="audit.erase_subject"
            payload={{ user_id }}
            subject={user_id}
            label="Erase this person"
            kind="danger"
          />
        )}
      </div>
    </>
  );
}
