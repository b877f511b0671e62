import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { insertUser } from "../db/users.ts";
import { change } from "../events.ts";
import { requireAdmin, stateOf } from "./account-change.ts";

/** Makes an account with a password that was chosen for it. */
export function userCreate(context: Context): ActionHandler<"user.create"> {
  return {
    async run(call) {
      const { email, password, role } = call.payload;
      if (role === "admin") requireAdmin(call);
      const passwordHash = await context.passwords.hash(password);
      return change(context, async (unit) => {
        await call.keep(unit.tx);
        const user = await insertUser(unit, { email, passwordHash, role });
        return call.complete(unit.tx, stateOf(user));
      });
    },
  };
}
