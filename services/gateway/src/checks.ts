import type { ReadinessCheck } from "@agentos/service-kit/ops";
import type { Context } from "./context.ts";

/** What the gateway cannot serve without. NATS itself is no condition: without it the last keys go on to serve. */
export function readinessChecks({ access, followed }: Pick<Context, "access" | "followed">) {
  return {
    access: async () => access.requireKnown(),
    switches: async () => followed.feed.requireAsked(),
  } satisfies Record<string, ReadinessCheck>;
}

/** All that it works with. */
export function healthChecks(context: Pick<Context, "access" | "followed" | "redis">) {
  return {
    ...readinessChecks(context),
    redis: async () => void (await context.redis.get("gateway:health")),
  } satisfies Record<string, ReadinessCheck>;
}
