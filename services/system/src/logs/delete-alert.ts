import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { transact } from "@agentos/database/transact";
import { clearAlert } from "../alerts/raise-alert.ts";
import type { Context } from "../context.ts";

/** Looks for those lines no longer; what was raised for them is cleared. */
export function deleteAlert(context: Context): ActionHandler<"logs.delete_alert"> {
  return {
    run: ({ payload: { alert_id }, complete }) =>
      transact(context.db, async (tx) => {
        const gone = await tx.deleteFrom("log_alerts").where("id", "=", alert_id).executeTakeFirst();
        if (!gone.numDeletedRows) throw new AppError("NOT_FOUND", "There is no such log alert.");
        await clearAlert(context, tx, { rule: "log_pattern", subject: alert_id });
        return complete(tx, { alert_id });
      }),
  };
}
