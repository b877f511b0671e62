import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";

/** Closes a breaker. Other instances learn of it with their next call. */
export function resetBreaker({ db, breaker }: Pick<Context, "db" | "breaker">): ActionHandler<"system.reset_breaker"> {
  return {
    async run({ payload: { service }, complete }) {
      const { state } = (await breaker.states())[service];
      if ((await breaker.reset(service)) === "here") {
        throw new AppError("SERVICE_UNAVAILABLE", "Redis is away: the breaker is closed on one instance only.", {
          retryAfterSeconds: 2,
        });
      }
      return db.transaction().execute((tx) => complete(tx, { service, was: state }));
    },
  };
}
