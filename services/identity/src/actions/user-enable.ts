import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { setDisabled } from "../db/users.ts";
import { change } from "../events.ts";
import { accountToChange, stateOf } from "./account-change.ts";

/** Opens a disabled account again. */
export function userEnable(context: Context): ActionHandler<"user.enable"> {
  return {
    run: (call) =>
      change(context, async (unit) => {
        const { user_id } = call.payload;
        await call.keep(unit.tx);
        const user = await accountToChange(unit, call, user_id);
        if (!user.disabled_at) throw new AppError("CONFLICT", "This account is not disabled.");
        return call.complete(unit.tx, stateOf(await setDisabled(unit, user_id, false)));
      }),
  };
}
