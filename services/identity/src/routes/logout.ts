import type { authOperations } from "@agentos/contracts/api/auth";
import type { Handler } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { endSessions, sessionOfToken } from "../db/sessions.ts";
import { hashOf } from "../domain/refresh-token.ts";
import { change } from "../events.ts";

/** Ends the session of a refresh token, also of one that has been exchanged already; says whether there was one to end. */
export function logout(context: Context): Handler<typeof authOperations.logout> {
  return async ({ body }) => {
    const ended = await change(context, async (unit) => {
      const id = await sessionOfToken(unit.tx, hashOf(body.refresh_token));
      return id === undefined ? 0 : endSessions(unit, { id }, "logout");
    });
    return { ended: ended > 0 };
  };
}
