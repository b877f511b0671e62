import { findAction, type ActionName, type ResultOf } from "@agentos/contracts/actions/actions";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";

/** The latest time that an action was done, and what it gave. */
export type LastOutcome<Name extends ActionName> = {
  at: string;
  actionId: string | null;
  userId: string | null;
  result: ResultOf<Name>;
};

/** What an entry of the audit trail tells of an action; null where it tells less than the action gave. */
export function outcomeOf<Name extends ActionName>(
  action: Name,
  row: Pick<RowOf<"audit">, "at" | "action_id" | "user_id" | "result">,
): LastOutcome<Name> | null {
  const read = findAction(action)?.result.safeParse(row.result);
  if (!read?.success) return null;
  return { at: row.at, actionId: row.action_id, userId: row.user_id, result: read.data as ResultOf<Name> };
}
