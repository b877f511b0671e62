import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { findAction } from "@agentos/contracts/actions/actions";
import type { Risk } from "@agentos/contracts/actions/action-contract";
import { transact } from "@agentos/database/transact";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { isOpen } from "../pipeline/outcome.ts";

/** The others are over before anybody could stop them. */
const abortable: readonly (Risk | undefined)[] = ["bulk", "long"];

/** Leaves word for the owner, which reads it with the next progress that it tells. */
export function actionAbort({ db }: Pick<Context, "db">): ActionHandler<"action.abort"> {
  return {
    run: ({ payload, actor, complete }) =>
      transact(db, async (tx) => {
        const row = await tx
          .selectFrom("actions")
          .select(["id", "action", "user_id", "state"])
          .where("id", "=", payload.action_id)
          .forUpdate()
          .executeTakeFirst();
        if (!row || (actor.scope === "own" && row.user_id !== actor.user_id)) throw new AppError("NOT_FOUND");
        if (!abortable.includes(findAction(row.action)?.risk)) {
          throw new AppError("CONFLICT", "Only bulk and long actions can be stopped.");
        }
        if (!isOpen(row)) throw new AppError("CONFLICT", "The action has already ended.");
        await tx
          .updateTable("actions")
          .set((eb) => ({
            abort_requested_at: sql<Date>`coalesce(abort_requested_at, now())`,
            version: eb("version", "+", 1),
          }))
          .where("id", "=", row.id)
          .execute();
        return complete(tx, { action_id: row.id, action: row.action });
      }),
  };
}
