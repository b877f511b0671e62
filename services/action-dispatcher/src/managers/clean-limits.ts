import type { ManagerWork } from "@agentos/manager-kit/work";
import { cleanLimits } from "@agentos/redis/limiter/clean-limits";
import type { Context } from "../context.ts";

/**
 * The manager `rate-limit-cleaner`: looks at the counters of all limits, so many in a run, and removes those that nobody would
 * ever remove. The next run goes on where this one has stopped; a new leader begins at the beginning.
 */
export function createLimitCleaner({ redis }: Pick<Context, "redis">): ManagerWork<"rate-limit-cleaner"> {
  let cursor = "0";
  return async ({ settings, signal }) => {
    let [seen, removed] = [0, 0];
    do {
      const batch = await cleanLimits(redis, { cursor, idleSeconds: settings.idle_seconds });
      cursor = batch.cursor;
      seen += batch.seen;
      removed += batch.removed;
    } while (cursor !== "0" && seen < settings.max_keys && !signal.aborted);
    return { removed };
  };
}
