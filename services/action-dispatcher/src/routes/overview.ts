import { actions, findAction } from "@agentos/contracts/actions/actions";
import type { actionsOverview } from "@agentos/contracts/actions/action-reply";
import type { Caller } from "@agentos/service-kit/http/caller";
import type { z } from "zod";
import type { Context } from "../context.ts";
import { statement } from "../db/sql.ts";
import { accountRule, actionRule } from "../pipeline/limit.ts";

type Overview = z.input<typeof actionsOverview>;

const statistics = statement<Overview["statistics"][number], []>("statistics");

/** How actions have gone lately, how the breakers stand, and what the caller may still do in this minute. */
export async function readOverview(context: Context, caller: Caller): Promise<Overview> {
  const [counted, breakers, limits] = await Promise.all([
    statistics(context.db),
    context.breaker.states(),
    remainingLimits(context, caller),
  ]);
  return {
    statistics: counted,
    breakers: Object.entries(breakers).map(([service, { state, failures, calls, retryAfterSeconds }]) => ({
      service,
      state,
      failures,
      calls,
      retry_after: retryAfterSeconds,
    })),
    limits,
  };
}

async function remainingLimits({ config, limiter }: Context, { userId }: Caller): Promise<Overview["limits"]> {
  const contracts = actions.flatMap(({ name }) => findAction(name) ?? []);
  const rules = [accountRule(config), ...contracts.map((contract) => actionRule(config, contract))];
  const { standings } = await limiter.peek(rules.map((rule) => ({ rule, subject: userId })));
  return standings.map(({ rule, remaining, resetSeconds }) => ({
    name: rule.name,
    limit: rule.limit,
    remaining,
    reset_seconds: resetSeconds,
  }));
}
