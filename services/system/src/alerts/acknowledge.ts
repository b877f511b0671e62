import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { alertAcknowledged } from "@agentos/contracts/events/alerts";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";
import { tellAlert } from "./tell-alert.ts";

/** Somebody takes an alert on. Errors: NOT_FOUND; CONFLICT where it is over, or somebody has taken it on already. */
export function alertAcknowledge({ db, config }: Context): ActionHandler<"alert.acknowledge"> {
  return {
    run: ({ payload: { alert_id: id }, actor, complete }) =>
      transact(db, async (tx) => {
        const alert = await tx.selectFrom("alerts").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
        if (!alert) throw new AppError("NOT_FOUND", "There is no such alert.");
        if (alert.cleared_at) throw new AppError("CONFLICT", "This alert is over.");
        if (alert.acknowledged_at) throw new AppError("CONFLICT", "Somebody has taken this alert on already.");
        const taken = await tx
          .updateTable("alerts")
          .set((eb) => ({
            acknowledged_at: new Date(),
            acknowledged_by: actor.user_id,
            version: eb("version", "+", 1),
          }))
          .where("id", "=", id)
          .returningAll()
          .executeTakeFirstOrThrow();
        await tellAlert({ config }, tx, alertAcknowledged, taken, { user_id: actor.user_id });
        return complete(tx, { alert_id: id, rule: taken.rule, subject: taken.subject });
      }),
  };
}
