import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { forgetSubject } from "@agentos/redis/limiter/forget-subject";
import { RedisAway } from "@agentos/redis/redis-link";
import { addressSubject } from "@agentos/service-kit/http/address-subject";
import type { Context } from "../context.ts";
import { statement } from "../db/sql.ts";

const liftLock = statement<{ was_locked: boolean }, [userId: string]>("lift_lock");

/** Forgets what a user or an address has used of the limits, of all services: they count in the same Redis. */
export function resetRateLimit({ db, redis }: Pick<Context, "db" | "redis">): ActionHandler<"system.reset_rate_limit"> {
  return {
    async run({ payload: { user_id, ip = "" }, complete }) {
      // An address is counted as the edge sees it, and as the pipeline of actions does.
      const subjects = user_id === undefined ? new Set([addressSubject(ip), ip]) : [user_id];
      let counters = 0;
      for (const subject of subjects) counters += await forgetSubject(redis, subject).catch(refuseWithoutRedis);
      return db.transaction().execute(async (tx) => {
        const [lock] = user_id === undefined ? [] : await liftLock(tx, user_id);
        return complete(tx, { counters, lock_lifted: lock?.was_locked ?? false });
      });
    },
  };
}

function refuseWithoutRedis(cause: unknown): never {
  if (!(cause instanceof RedisAway)) throw cause;
  throw new AppError("SERVICE_UNAVAILABLE", "Redis, which has the counters, is away.", { cause, retryAfterSeconds: 2 });
}
