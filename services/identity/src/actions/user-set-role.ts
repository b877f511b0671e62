import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { setRole } from "../db/users.ts";
import { change } from "../events.ts";
import { accountToChange, requireAdmin, requireOtherAdmin, stateOf } from "./account-change.ts";

/** Gives an account another role. */
export function userSetRole(context: Context): ActionHandler<"user.set_role"> {
  return {
    run: (call) =>
      change(context, async (unit) => {
        const { user_id, role } = call.payload;
        await call.keep(unit.tx);
        const user = await accountToChange(unit, call, user_id);
        if (role === "admin") requireAdmin(call);
        else if (user.role === "admin") await requireOtherAdmin(unit, user_id);
        const changed = role === user.role ? user : await setRole(unit, user_id, role);
        return call.complete(unit.tx, stateOf(changed));
      }),
  };
}
