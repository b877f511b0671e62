import { isNotOpen, writeOutcome } from "@agentos/action-kit/completion";
import { describeError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";
import { freeKey } from "../db/keyed-actions.ts";

const code = "SERVICE_UNAVAILABLE";

/**
 * Ends an action that no owner got, and frees its key: the same key may be sent again. Where that cannot be written now, the
 * settler ends it later. Never throws.
 */
export async function giveUpUnserved({ db, log }: Pick<Context, "db" | "log">, actionId: string): Promise<void> {
  try {
    await transact(db, async (tx) => {
      await writeOutcome(tx, actionId, { code, message: describeError(code).says });
      await freeKey(tx, actionId);
    });
  } catch (error) {
    if (!isNotOpen(error)) log.warn({ err: error, action_id: actionId }, "an action that nobody got is left open");
  }
}
