import type { ActionName } from "@agentos/contracts/actions/actions";
import { Link } from "wouter";
import { auditPath } from "../../actions/audit-path.ts";
import { Unknown } from "./unknown.tsx";
import { useLatestEntry } from "./use-last-outcome.ts";
import { Person } from "./person.tsx";

/** Clocks of two services may differ by so much. */
const toleranceMs = 60_000;

/** Who had an action done the last time, from a moment on (ISO 8601), with its entry in the audit trail. */
export function WhoDid({ action, notBefore }: { action: ActionName; notBefore: string }) {
  const entry = useLatestEntry(action);
  if (entry === undefined) return <span className="placeholder inline-block h-3.5 w-32 align-middle" />;
  if (!entry?.user_id || Date.parse(entry.at) < Date.parse(notBefore) - toleranceMs)
    return <Unknown why="The audit trail has no entry of it yet." />;
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
