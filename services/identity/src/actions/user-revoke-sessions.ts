import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { endSessions } from "../db/sessions.ts";
import { change } from "../events.ts";
import { accountToChange } from "./account-change.ts";

/** Signs an account out everywhere. */
export function userRevokeSessions(context: Context): ActionHandler<"user.revoke_sessions"> {
  return {
    run: (call) =>
      change(context, async (unit) => {
        const { user_id } = call.payload;
        await call.keep(unit.tx);
        await accountToChange(unit, call, user_id);
        const ended = await endSessions(unit, { ofUser: user_id }, "revoked");
        return call.complete(unit.tx, { user_id, ended });
      }),
  };
}
