import type { ManagerWorks } from "@agentos/manager-kit/work";
import { createAutoscaler } from "./autoscaler/autoscaler.ts";
import type { Context } from "./context.ts";
import { reapWorkers } from "./loops/reap-workers.ts";
import { reportWorkers } from "./loops/report-workers.ts";

/** The managers that fleet runs. */
export function fleetManagers(context: Context): ManagerWorks<"fleet"> {
  return {
    "worker-reporter": async () => ({ reported: await reportWorkers(context) }),
    "worker-reaper": async () => ({ reaped: await reapWorkers(context) }),
    autoscaler: createAutoscaler(context),
  };
}
