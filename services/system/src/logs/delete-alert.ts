import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";

/** Looks for those lines no longer. */
export function deleteAlert({ db }: Pick<Context, "db">): ActionHandler<"logs.delete_alert"> {
  return {
    run: ({ payload: { alert_id }, complete }) =>
      transact(db, async (tx) => {
        const gone = await tx.deleteFrom("log_alerts").where("id", "=", alert_id).executeTakeFirst();
        if (!gone.numDeletedRows) throw new AppError("NOT_FOUND", "There is no such log alert.");
        return complete(tx, { alert_id });
      }),
  };
}
