import type { ActionHandlers } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { actionAbort } from "./action-abort.ts";
import { resetBreaker } from "./reset-breaker.ts";
import { resetRateLimit } from "./reset-rate-limit.ts";

/** The actions that the dispatcher itself carries out. */
export function dispatcherActions(context: Context): ActionHandlers<"action-dispatcher"> {
  return {
    "action.abort": actionAbort(context),
    "system.reset_breaker": resetBreaker(context),
    "system.reset_rate_limit": resetRateLimit(context),
  };
}
