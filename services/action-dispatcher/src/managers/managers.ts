import type { ManagerWorks } from "@agentos/manager-kit/work";
import type { Context } from "../context.ts";
import { checkBreakers } from "./check-breakers.ts";
import { createLimitCleaner } from "./clean-limits.ts";
import { settleLost } from "./settle.ts";

/** The managers that the dispatcher runs. */
export function dispatcherManagers(context: Context): ManagerWorks<"action-dispatcher"> {
  return {
    "action-settler": async () => {
      const settled = await settleLost(context);
      await context.refusals.tell({ all: false });
      return { settled };
    },
    "rate-limit-cleaner": createLimitCleaner(context),
    "breaker-health": (run) => checkBreakers(context, run),
  };
}
