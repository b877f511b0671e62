import type { ActionHandlers } from "@agentos/action-kit/handler";
import { managerConfigure } from "./actions/configure.ts";
import { managerFailover } from "./actions/failover.ts";
import { managerPause } from "./actions/pause.ts";
import { managerResetStats } from "./actions/reset-stats.ts";
import { managerRestart } from "./actions/restart.ts";
import { managerResume } from "./actions/resume.ts";
import { managerRunNow } from "./actions/run-now.ts";
import { managerSetInterval } from "./actions/set-interval.ts";
import { managerStart } from "./actions/start.ts";
import { managerStop } from "./actions/stop.ts";
import type { ManagerContext } from "./context.ts";

/** The actions on managers, as every owner of managers carries them out beside its own. */
export function managerActions(context: ManagerContext): ActionHandlers<"managers"> {
  return {
    "manager.start": managerStart(context),
    "manager.stop": managerStop(context),
    "manager.restart": managerRestart(context),
    "manager.pause": managerPause(context),
    "manager.resume": managerResume(context),
    "manager.run_now": managerRunNow(context),
    "manager.set_interval": managerSetInterval(context),
    "manager.configure": managerConfigure(context),
    "manager.reset_stats": managerResetStats(context),
    "manager.failover": managerFailover(context),
  };
}
