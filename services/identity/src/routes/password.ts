import type { authOperations } from "@agentos/contracts/api/auth";
import { AppError } from "@agentos/contracts/errors";
import type { Handler } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { endSessions, isLive } from "../db/sessions.ts";
import { findUserById, hasOtherPassword, lockUser, setPassword } from "../db/users.ts";
import { change } from "../events.ts";
import { guardSignIn } from "../lockout/guard.ts";

/**
 * Changes the own password; every other session of the account ends. A wrong current one counts as a failed sign-in: who has
 * found somebody signed in is not to guess it. Errors: INVALID_CREDENTIALS; LOCKED_OUT; TOKEN_EXPIRED; CONFLICT.
 */
export function password(context: Context): Handler<typeof authOperations.password> {
  const { db, passwords } = context;
  return async ({ caller, body, request }) => {
    const user = await findUserById(db, caller.userId);
    if (!user || user.disabled_at !== null) throw new AppError("TOKEN_EXPIRED");
    const who = { email: user.email, address: request.get("x-forwarded-for"), userId: user.id };
    const changed = await guardSignIn(context, who, async (passed) => {
      if (!(await passwords.verify(user.password_hash, body.current_password))) return undefined;
      const passwordHash = await passwords.hash(body.new_password);
      return change(context, async (unit) => {
        const now = await lockUser(unit.tx, user.id);
        // The access token may outlive its session by a moment; it must not take the account over.
        if (now?.disabled_at !== null || !(await isLive(unit.tx, caller.sessionId)))
          throw new AppError("TOKEN_EXPIRED");
        if (hasOtherPassword(user, now)) throw new AppError("CONFLICT");
        await passed(unit);
        await setPassword(unit, user.id, passwordHash);
        await endSessions(unit, { ofUser: user.id, except: caller.sessionId }, "password_changed");
        return true;
      });
    });
    if (!changed) throw new AppError("INVALID_CREDENTIALS", "The current password is wrong.");
    return { changed };
  };
}
