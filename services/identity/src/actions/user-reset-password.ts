import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { endSessions } from "../db/sessions.ts";
import { setPassword } from "../db/users.ts";
import { change } from "../events.ts";
import { unlock } from "../lockout/unlock.ts";
import { accountToChange } from "./account-change.ts";

/** Gives an account a password that was chosen for it: who knew the old one is out. */
export function userResetPassword(context: Context): ActionHandler<"user.reset_password"> {
  return {
    async run(call) {
      const { user_id, password } = call.payload;
      const passwordHash = await context.passwords.hash(password);
      return change(context, async (unit) => {
        await call.keep(unit.tx);
        await accountToChange(unit, call, user_id);
        await setPassword(unit, user_id, passwordHash);
        await unlock(unit, context.secrets, { userId: user_id });
        const ended = await endSessions(unit, { ofUser: user_id }, "password_changed");
        return call.complete(unit.tx, { user_id, ended });
      });
    },
  };
}
