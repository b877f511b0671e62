import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { setPermission } from "../db/permissions.ts";
import { change } from "../events.ts";
import { accountToChange, requireAdmin, requireOtherAdmin } from "./account-change.ts";

/** Without these an administrator cannot give them back. */
const needed: ReadonlySet<string> = new Set(["ADMIN", "USER_MANAGE"]);

/** Grants or denies one permission to an account, or leaves it to the role. */
export function userSetPermission(context: Context): ActionHandler<"user.set_permission"> {
  return {
    run: (call) =>
      change(context, async (unit) => {
        const { user_id, permission, setting } = call.payload;
        await call.keep(unit.tx);
        if (needed.has(permission)) requireAdmin(call);
        const user = await accountToChange(unit, call, user_id);
        if (setting === "deny" && user.role === "admin" && needed.has(permission))
          await requireOtherAdmin(unit, user_id);
        await setPermission(unit, user_id, permission, setting);
        return call.complete(unit.tx, { user_id, permission, setting });
      }),
  };
}
