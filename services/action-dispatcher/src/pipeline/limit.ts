import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import { AppError } from "@agentos/contracts/errors";
import type { Ask, LimitRule } from "@agentos/redis/limiter/limit-rule";
import { rateLimitHeaders } from "@agentos/redis/limiter/rate-limit-headers";
import type { Config } from "../config.ts";
import type { Context } from "../context.ts";
import type { Asked } from "./asked.ts";

const windowSeconds = 60;

/** What one account may do of one kind of action. */
export function actionRule(config: Config, { name, perMinute }: ActionContract): LimitRule {
  const limit = scaled(config, config.ACTION_LIMITS.get(name) ?? perMinute);
  return { name, limit, windowSeconds, burst: true };
}

/** What one account may do in all. */
export function accountRule(config: Config): LimitRule {
  return { name: "actions", limit: scaled(config, config.ACTION_LIMIT_PER_ACCOUNT), windowSeconds };
}

/** How many requests for actions come from one address. */
export function addressRule(config: Config): LimitRule {
  return { name: "action-requests", limit: scaled(config, config.ACTION_LIMIT_PER_ADDRESS), windowSeconds };
}

function scaled({ ACTION_LIMITS_SCALE }: Config, limit: number): number {
  return Math.max(1, Math.round(limit * ACTION_LIMITS_SCALE));
}

/** Counts the request and tells its sender how it stands. Errors: RATE_LIMITED. */
export async function takeLimits(
  { config, limiter }: Pick<Context, "config" | "limiter">,
  asked: Asked,
): Promise<void> {
  const { caller, address, contract, setHeader } = asked;
  const asks: Ask[] = [
    { rule: actionRule(config, contract), subject: caller.userId },
    { rule: accountRule(config), subject: caller.userId },
    { rule: addressRule(config), subject: address },
  ];
  const verdict = await limiter.take(asks);
  for (const [name, value] of Object.entries(rateLimitHeaders(verdict))) setHeader(name, value);
  if (!verdict.allowed) {
    throw new AppError("RATE_LIMITED", undefined, { retryAfterSeconds: Math.max(1, verdict.retryAfterSeconds) });
  }
}
