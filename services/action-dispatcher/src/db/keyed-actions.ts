import type { ActionRow, Db, Tx } from "./tables.ts";
import { statement } from "./sql.ts";

/** An action that was begun under an idempotency key. */
export type KeyedAction = Pick<
  ActionRow,
  "id" | "state" | "payload_hash" | "result" | "error_code" | "error_message" | "created_at"
> & {
  hour_over: boolean;
};

const actionOfKey = statement<KeyedAction, [userId: string, action: string, key: string]>("action_of_key");

export async function findKeyed(
  db: Db,
  { userId, action, key }: { userId: string; action: string; key: string },
): Promise<KeyedAction | undefined> {
  return (await actionOfKey(db, userId, action, key))[0];
}

/** Lets a key be used anew; the action itself stays as it ended. */
export async function freeKey(db: Db | Tx, actionId: string): Promise<void> {
  await db.updateTable("actions").set({ key: null }).where("id", "=", actionId).execute();
}
