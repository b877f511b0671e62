import { managerConfigure } from "./configure.ts";
import { managerFailover } from "./failover.ts";
import { managerPause } from "./pause.ts";
import { managerResetStats } from "./reset-stats.ts";
import { managerRestart } from "./restart.ts";
import { managerResume } from "./resume.ts";
import { managerRunNow } from "./run-now.ts";
import { managerSetInterval } from "./set-interval.ts";
import { managerStart } from "./start.ts";
import { managerStop } from "./stop.ts";

/** The ten actions on managers. */
export const managerActions = [
  managerStart,
  managerStop,
  managerRestart,
  managerPause,
  managerResume,
  managerRunNow,
  managerSetInterval,
  managerConfigure,
  managerResetStats,
  managerFailover,
] as const;
