import { describeError } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { statement } from "../db/sql.ts";

const code = "ACTION_LOST";
const settleOpen = statement<{ action: string }, [code: string, message: string]>("settle");

/**
 * Ends the actions that nobody has been heard of until their lease was over, by the same conditional step as their owners: what an
 * owner ends first stands, and what is ended here its owner can no longer do. Held ones are their owners'. Returns how many.
 */
export async function settleLost({ db, log, meters }: Pick<Context, "db" | "log" | "meters">): Promise<number> {
  const lost = await settleOpen(db, code, describeError(code).says);
  for (const { action } of lost) {
    meters.settled.inc({ action });
    log.warn({ action }, "action settled as lost");
  }
  return lost.length;
}
