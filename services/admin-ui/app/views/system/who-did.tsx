import type { ActionName } from "@agentos/contracts/actions/actions";
import { Link } from "wouter";
import { auditPath } from "../../actions/audit-path.ts";
import { useRows } from "../../data/use-rows.ts";
import { Unknown } from "./unknown.tsx";
import { Person } from "./person.tsx";

/** Clocks of two services may differ by so much. */
const toleranceMs = 60_000;

/** Who had an action done the last time, from a moment on (ISO 8601), with its entry in the audit trail. */
export function WhoDid({ action, notBefore }: { action: ActionName; notBefore: string }) {
  const from = new Date(Date.parse(notBefore) - toleranceMs).toISOString();
  const { rows } = useRows("audit", { action, outcome: "done", from }, 1);
  if (rows === undefined) return <span className="placeholder inline-block h-3.5 w-32 align-middle" />;
  const [entry] = rows;
  if (!entry?.user_id) return <Unknown why="The audit trail has no entry of it yet." />;
  return (
    <>
      <Person id={entry.user_id} />
      {entry.action_id && (
        <Link
          href={auditPath(entry.action_id)}
          className="ms-2 whitespace-nowrap underline decoration-edge underline-offset-3"
        >
          {entry.has_reason ? "Reason given" : "Audit entry"}
        </Link>
      )}
    </>
  );
}
