import { breakerOf } from "@agentos/contracts/actions/action-contract";
import { createBreaker } from "@agentos/redis/breaker/breaker";
import { usualBreaker } from "@agentos/redis/breaker/breaker-settings";
import { connectRedis } from "@agentos/redis/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { expect } from "vitest";
import { redisOf, redisUrlOf, until } from "../driver.ts";
import { call } from "../events/scene.ts";
import { accountOf } from "../maintenance.ts";
import { signInFailures, type ActionCases, type World } from "./world.ts";

const service = "analytics";

/** Actions that lift what the system has put upon somebody, or upon a part of itself. */
export const liftCases: ActionCases<"system.reset_breaker" | "system.reset_rate_limit" | "system.unlock_account"> = {
  "system.reset_breaker": {
    async prepare(world) {
      const { breaker, close } = breakerOn(world);
      await until(async () => (await breaker.states())[service].by === "redis");
      for (let failure = 0; failure < usualBreaker.failures; failure += 1) {
        const admission = await breaker.admit(service, { critical: false });
        if (admission.admitted) await breaker.report(admission.ticket, "failure");
      }
      expect((await breaker.states())[service].state).toBe("open");
      const stateOf = async () => (await breaker.states())[service].state;
      return {
        payload: { service },
        async observe(result) {
          expect(result).toMatchObject({ service, was: "open" });
          expect(await stateOf()).toBe("closed");
        },
        effect: stateOf,
        restore: async () => close(),
      };
    },
  },
  "system.reset_rate_limit": {
    async prepare(world) {
      const id = await accountOf(world.stack, "user");
      await world.user.get("/api/jobs/today");
      const counters = () => countersOf(world, id);
      expect(await counters()).toHaveLength(1);
      return {
        payload: { user_id: id },
        async observe(result) {
          expect(result).toMatchObject({ counters: 1, lock_lifted: false });
          expect(await counters()).toEqual([]);
        },
        effect: counters,
      };
    },
  },
  "system.unlock_account": {
    async prepare(world) {
      const { email, password } = world.stack.accounts["readonly"] ?? {};
      const enter = async (words: string | undefined) =>
        (await call(world, "/api/auth/login", { email, password: words })).error_code;
      for (let time = 0; time < signInFailures; time += 1) await enter("not the password");
      expect(await enter(password)).toBe("LOCKED_OUT");
      return {
        payload: { user_id: await accountOf(world.stack, "readonly") },
        async observe(result) {
          expect(result).toMatchObject({ lifted: 1 });
          expect(await enter(password)).toBeUndefined();
        },
        effect: () => enter(password),
      };
    },
  },
};

/** The breakers of the running system, as its dispatcher has them. */
function breakerOn({ stack }: World) {
  const log = createLogger({ service: "test", instance: "test", level: "silent" });
  const redis = connectRedis({ url: redisUrlOf(stack), name: "test", log, budgetMs: 10_000 });
  const settings = {
    ...usualBreaker,
    services: [...new Set(Object.values(breakerOf))],
    carefulServices: [],
  };
  return {
    breaker: createBreaker({ redis, prefix: "action-dispatcher", log, settings }),
    close: () => redis.close(),
  };
}

async function countersOf({ stack }: World, subject: string): Promise<string[]> {
  const redis = redisOf(stack);
  try {
    return await redis.keys(`limit:*:${subject}`);
  } finally {
    redis.disconnect();
  }
}
