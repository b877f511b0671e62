import type { authOperations } from "@agentos/contracts/api/auth";
import { AppError } from "@agentos/contracts/errors";
import type { Handler } from "@agentos/service-kit/http/routes";
import { sessionLife } from "../config.ts";
import type { Context } from "../context.ts";
import { startSession } from "../db/sessions.ts";
import { findUser, hasOtherPassword, lockUser, rehash, type User } from "../db/users.ts";
import { change } from "../events.ts";
import { guardSignIn } from "../lockout/guard.ts";
import { sessionReply } from "./session-reply.ts";

/**
 * Signs in. An unknown address, a wrong password and a disabled account take the same work and get the same answer, so
 * that nobody learns who has an account. Errors: INVALID_CREDENTIALS; LOCKED_OUT after too many failures.
 */
export function login(context: Context): Handler<typeof authOperations.login> {
  const { db, config, meters, passwords } = context;
  return async ({ body, request }) => {
    const user = await findUser(db, body.email);
    const who = { email: body.email, address: request.get("x-forwarded-for"), userId: user?.id };
    const started = await guardSignIn(context, who, async (passed) => {
      const fits = await passwords.verify(user?.password_hash, body.password);
      if (!user || !fits || user.disabled_at !== null) return undefined;
      return change(context, async (unit) => {
        const now = await lockUser(unit.tx, user.id);
        // The password was changed, or the account disabled, while this one was checked.
        if (!now || hasOtherPassword(user, now) || now.disabled_at !== null) return undefined;
        await passed(unit);
        return { user: now, ...(await startSession(unit, user.id, sessionLife(config))) };
      });
    });
    if (!started) {
      meters.logins.inc({ outcome: "refused" });
      throw new AppError("INVALID_CREDENTIALS");
    }
    meters.logins.inc({ outcome: "signed_in" });
    await renewHash(context, started.user, body.password);
    return sessionReply(context, {
      user: started.user,
      sessionId: started.sessionId,
      refreshToken: started.token.text,
    });
  };
}

/** A hash that was made with lower costs is replaced at the first chance, which is now: the password is at hand. */
async function renewHash({ db, log, passwords }: Context, user: User, password: string): Promise<void> {
  if (!passwords.isOutdated(user.password_hash)) return;
  try {
    await rehash(db, user, await passwords.hash(password));
  } catch (error) {
    log.warn({ err: error }, "password hash not renewed");
  }
}
