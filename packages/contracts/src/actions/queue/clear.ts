import { z } from "zod";
import { stageName } from "../../stages/stages.ts";
import { affected, defineAction } from "../action-contract.ts";
import { queueName } from "./queue-name.ts";

/** What clearing queues has done. */
export const cleared = z.object({
  queues: z.array(stageName),
  /** Jobs that waited there, each of them cancelled. */
  cancelled: z.int(),
});

export const queueClear = defineAction({
  name: "queue.clear",
  owner: "jobs",
  view: "jobs_queue",
  permission: "QUEUE_CLEAR",
  risk: "critical",
  perMinute: 10,
  payload: z.strictObject({ queue: queueName }),
  result: cleared,
  dryRun: affected,
  reason: "required",
  errors: [],
  summary: "Cancels every job that waits at a queue; what runs goes on.",
  label: "Clear queue",
  confirmation: "Cancel every job that waits in this queue?",
  example: { queue: "video_cutter" },
});
