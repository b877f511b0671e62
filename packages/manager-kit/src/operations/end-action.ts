import { isNotOpen, writeOutcome, type AnyTx } from "@agentos/action-kit/completion";
import { findAction, type ActionName, type ResultOf } from "@agentos/contracts/actions/actions";
import { AppError, type ErrorCode } from "@agentos/contracts/errors";
import { mapPersonal } from "@agentos/contracts/personal";
import { sql } from "kysely";

export type ActionEnd<Name extends ActionName> = { result: ResultOf<Name> } | { failed: ErrorCode; message?: string };

/** Ends an action that was held, in the transaction that has seen its effect. One that has ended otherwise stays as it ended. */
export async function endAction<Name extends ActionName>(
  tx: AnyTx,
  actionId: string,
  name: Name,
  end: ActionEnd<Name>,
): Promise<void> {
  await sql`savepoint before_outcome`.execute(tx);
  try {
    await writeOutcome(tx, actionId, outcomeOf(name, end));
  } catch (error) {
    if (!isNotOpen(error)) throw error;
    await sql`rollback to savepoint before_outcome`.execute(tx);
  }
}

function outcomeOf<Name extends ActionName>(name: Name, end: ActionEnd<Name>): Parameters<typeof writeOutcome>[2] {
  if ("failed" in end) {
    const { code, message } = new AppError(end.failed, end.message);
    return { code, message };
  }
  const schema = findAction(name)?.result;
  if (!schema) throw new TypeError(`There is no action of the name ${name}.`);
  const result = schema.parse(end.result);
  return { result, audited: mapPersonal(schema, result, () => undefined) };
}
