import { sql, type Kysely, type Transaction } from "kysely";

declare const ended: unique symbol;

/** Proof that a handler has said how its action ends: it is committed, or will be told. */
export type Ended = { state: "done" | "held"; result: unknown; readonly [ended]: true };

/** PostgreSQL's code for an action that is not open any more; nothing of the transaction may stand. */
export const notOpenCode = "AO001";

/** A database or a transaction of any owner. */
// oxlint-disable-next-line no-explicit-any -- what tables the owner has does not matter here
export type AnyDb = Kysely<any>;
// oxlint-disable-next-line no-explicit-any -- as above
export type AnyTx = Transaction<any>;

export type Outcome = { result: unknown; audited: unknown } | { code: string; message: string };

/**
 * Writes the outcome of an action with its audit entry, in the given transaction: effect, outcome and entry are committed
 * together or not at all. Errors: AO001 where the action has ended already.
 */
export async function writeOutcome(db: AnyDb, actionId: string, outcome: Outcome): Promise<void> {
  const [result, audited, code, message] =
    "code" in outcome
      ? [null, null, outcome.code, outcome.message]
      : [JSON.stringify(outcome.result), JSON.stringify(outcome.audited), null, null];
  await sql`select action_dispatcher.complete(${actionId}, ${result}::json, ${audited}::jsonb, ${code}, ${message})`.execute(
    db,
  );
}

/** Takes it on to end the action later, however long it takes. Errors: AO001. */
export async function holdAction(tx: AnyTx, actionId: string): Promise<void> {
  await sql`select action_dispatcher.hold(${actionId})`.execute(tx);
}

/** Holds the action's row until the transaction ends; its progress is not known meanwhile. Errors: AO001. */
export async function keepAction(tx: AnyTx, actionId: string): Promise<void> {
  await sql`select action_dispatcher.progress(${actionId}, null, null)`.execute(tx);
}

/** Tells how far an action is (null: not known); returns whether it is to stop at the next safe point. Errors: AO001. */
export async function tellProgress(
  db: AnyDb,
  actionId: string,
  done: number | null,
  total: number | null,
): Promise<boolean> {
  const { rows } = await sql<{
    abort: boolean;
  }>`select action_dispatcher.progress(${actionId}, ${done}, ${total}) as abort`.execute(db);
  return rows[0]?.abort ?? false;
}

/** Whether an error says that the action has ended already. */
export function isNotOpen(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === notOpenCode;
}

export function endedAs(state: Ended["state"], result: unknown): Ended {
  return { state, result } as Ended;
}
