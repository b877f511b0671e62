import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { change } from "../events.ts";
import { unlock } from "../lockout/unlock.ts";

/** Lifts the lockout of an account or of an address. */
export function systemUnlockAccount(context: Context): ActionHandler<"system.unlock_account"> {
  return {
    run: (call) =>
      change(context, async (unit) => {
        await call.keep(unit.tx);
        const { user_id, ip = "" } = call.payload;
        const subject = user_id === undefined ? { address: ip } : { userId: user_id };
        return call.complete(unit.tx, { lifted: await unlock(unit, context.secrets, subject) });
      }),
  };
}
