import type { LongActions } from "@agentos/action-kit/long/long-action";
import type { ActionHandlers } from "@agentos/action-kit/handler";
import { scheduleReport } from "../analytics/schedule-report.ts";
import type { Context } from "../context.ts";

/** The actions that system carries out at once. */
export function systemActions(context: Context): Omit<ActionHandlers<"system">, keyof LongActions<"system">> {
  return {
    "analytics.schedule_report": scheduleReport(context),
  };
}
