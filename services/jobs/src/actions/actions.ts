import type { BulkRunner } from "@agentos/action-kit/bulk/bulk-runner";
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
export function jobActions(context: Context, bulk: BulkRunner<"jobs">): ActionHandlers<"jobs"> {
  return {
    "job.cancel": jobCancel(context),
    "job.retry": jobRetry(context),
    "job.set_priority": jobSetPriority(context),
    "queue.clear": queueClear(context),
    "queue.pause": queuePause(context),
    "queue.resume": queueResume(context),
    "job.bulk_retry": bulk.handler("job.bulk_retry"),
    "job.bulk_cancel": bulk.handler("job.bulk_cancel"),
    "job.purge": bulk.handler("job.purge"),
    "queue.drain": queueDrain(context),
    "queue.redrive": bulk.handler("queue.redrive"),
    "agent.clear_queue": agentClearQueue(context),
  };
}
