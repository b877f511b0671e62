import type { ActionHandlers } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { agentClearQueue } from "./agent-clear-queue.ts";
import { jobCancel } from "./job-cancel.ts";
import { jobRetry } from "./job-retry.ts";
import { jobSetPriority } from "./job-set-priority.ts";
import { queueClear } from "./queue-clear.ts";
import { queueDrain } from "./queue-drain.ts";
import { queuePause } from "./queue-pause.ts";
import { queueResume } from "./queue-resume.ts";

/** The actions that jobs carries out. */
export function jobActions(context: Context): ActionHandlers<"jobs"> {
  return {
    "job.cancel": jobCancel(context),
    "job.retry": jobRetry(context),
    "job.set_priority": jobSetPriority(context),
    "queue.clear": queueClear(context),
    "queue.pause": queuePause(context),
    "queue.resume": queueResume(context),
    "queue.drain": queueDrain(context),
    "agent.clear_queue": agentClearQueue(context),
  };
}
