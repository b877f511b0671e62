import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { endSessions } from "../db/sessions.ts";
import { setDisabled } from "../db/users.ts";
import { change } from "../events.ts";
import { accountToChange, requireOtherAdmin, stateOf } from "./account-change.ts";

/** Closes an account, and ends its sessions. */
export function userDisable(context: Context): ActionHandler<"user.disable"> {
  return {
    run: (call) =>
      change(context, async (unit) => {
        const { user_id } = call.payload;
        await call.keep(unit.tx);
        const user = await accountToChange(unit, call, user_id);
        if (user.disabled_at) throw new AppError("CONFLICT", "This account is disabled already.");
        if (user.role === "admin") await requireOtherAdmin(unit, user_id);
        const changed = await setDisabled(unit, user_id, true);
        await endSessions(unit, { ofUser: user_id }, "account_disabled");
        return call.complete(unit.tx, stateOf(changed));
      }),
  };
}
