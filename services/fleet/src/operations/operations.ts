import { healthCheck } from "./health-check.ts";
import { drain } from "./drain.ts";
import type { Operation } from "./operation.ts";
import type { WishedAction } from "./wished-action.ts";
import { restart } from "./restart.ts";
import { roll } from "./roll.ts";
import { scale } from "./scale.ts";
import { stop } from "./stop.ts";

/** How each held action is brought about; a missing one does not compile. */
export const operations: Record<WishedAction, Operation> = {
  "worker.restart": restart,
  "worker.restart_all": roll,
  "agent.restart": roll,
  "worker.scale": scale,
  "worker.drain": drain,
  "worker.stop": stop,
  "agent.health_check": healthCheck,
};
