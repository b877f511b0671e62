import type { Access } from "@agentos/access-kit/access";
import type { RedisLink } from "@agentos/redis/redis-link";
import type { ReadinessCheck } from "@agentos/service-kit/ops";
import type { FollowedSwitches } from "./switches/follow-switches.ts";

type Parts = { access: Pick<Access, "requireKnown">; followed: Pick<FollowedSwitches, "feed"> };

/** What the gateway cannot serve without. NATS itself is no condition: without it the last keys go on to serve. */
export function readinessChecks({ access, followed }: Parts) {
  return {
    access: async () => access.requireKnown(),
    switches: async () => followed.feed.requireAsked(),
  } satisfies Record<string, ReadinessCheck>;
}

/** All that it works with. */
export function healthChecks(context: Parts & { redis: Pick<RedisLink, "get"> }) {
  return {
    ...readinessChecks(context),
    redis: async () => void (await context.redis.get("gateway:health")),
  } satisfies Record<string, ReadinessCheck>;
}
