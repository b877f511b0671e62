import type { authOperations } from "@agentos/contracts/api/auth";
import { AppError } from "@agentos/contracts/errors";
import type { Handler } from "@agentos/service-kit/http/routes";
import { sessionLife } from "../config.ts";
import type { Context } from "../context.ts";
import { startSession } from "../db/sessions.ts";
import { insertUser } from "../db/users.ts";
import { change } from "../events.ts";
import { sessionReply } from "./session-reply.ts";

/** Makes an account of role user and signs it in, where registration is open. */
export function register(context: Context): Handler<typeof authOperations.register> {
  const { config, passwords } = context;
  return async ({ body }) => {
    if (!config.REGISTRATION_OPEN) throw new AppError("REGISTRATION_CLOSED");
    const passwordHash = await passwords.hash(body.password);
    const made = await change(context, async (unit) => {
      const user = await insertUser(unit, { email: body.email, passwordHash, role: "user" });
      return { user, ...(await startSession(unit, user.id, sessionLife(config))) };
    });
    return sessionReply(context, { user: made.user, sessionId: made.sessionId, refreshToken: made.token.text });
  };
}
