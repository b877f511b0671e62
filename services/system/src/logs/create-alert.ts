import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";

/** Has the log watcher look for lines. The alert has the action's id. */
export function createAlert({ db }: Pick<Context, "db">): ActionHandler<"logs.create_alert"> {
  return {
    run: ({ actionId, payload: { filter, ...alert }, complete }) =>
      transact(db, async (tx) => {
        const made = await tx
          .insertInto("log_alerts")
          .values({ id: actionId, ...alert, filter: JSON.stringify(filter) })
          .onConflict((on) => on.column("name").doNothing())
          .executeTakeFirst();
        if (!made.numInsertedOrUpdatedRows) throw new AppError("CONFLICT", "There is a log alert of this name.");
        return complete(tx, { alert_id: actionId });
      }),
  };
}
