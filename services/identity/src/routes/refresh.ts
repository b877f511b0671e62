import type { authOperations } from "@agentos/contracts/api/auth";
import { AppError, type ErrorCode } from "@agentos/contracts/errors";
import type { Handler } from "@agentos/service-kit/http/routes";
import { sessionLife } from "../config.ts";
import type { Context } from "../context.ts";
import { exchange, type Exchanged } from "../db/refresh.ts";
import { change } from "../events.ts";
import { sessionReply } from "./session-reply.ts";

type Refusal = Exclude<Exchanged, { token: unknown }>["verdict"];

const refusals: Record<Refusal, ErrorCode> = {
  unknown: "UNAUTHENTICATED",
  expired: "TOKEN_EXPIRED",
  disabled: "TOKEN_EXPIRED",
  reused: "TOKEN_REUSED",
};

/** Exchanges a refresh token; `judgeRefresh` says what it is worth. */
export function refresh(context: Context): Handler<typeof authOperations.refresh> {
  const { config, meters, secrets } = context;
  const policy = { ...sessionLife(config), graceSeconds: config.REFRESH_GRACE_SECONDS };
  return async ({ body }) => {
    const result = await change(context, (unit) => exchange(unit, body.refresh_token, secrets, policy));
    meters.refreshes.inc({ verdict: result.verdict });
    if (!("token" in result)) throw new AppError(refusals[result.verdict]);
    const { user, sessionId, token } = result;
    return sessionReply(context, { user, sessionId, refreshToken: token.text });
  };
}
