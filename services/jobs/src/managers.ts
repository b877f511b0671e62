import type { Presence } from "@agentos/messaging/presence";
import type { ManagerWorks } from "@agentos/manager-kit/work";
import type { Context } from "./context.ts";
import { reapOnce } from "./loops/reaper.ts";

/** The managers that jobs runs. */
export function jobManagers(context: Context, presence: Presence): ManagerWorks<"jobs"> {
  return { "lease-reaper": async (run) => ({ reaped: await reapOnce(context, presence, run) }) };
}
