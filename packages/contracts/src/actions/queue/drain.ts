import { z } from "zod";
import { stageName } from "../../stages/stages.ts";
import { defineAction } from "../action-contract.ts";
import { queueName } from "./queue-name.ts";

export const queueDrain = defineAction({
  name: "queue.drain",
  owner: "jobs",
  view: "dashboard",
  permission: "QUEUE_MANAGE",
  risk: "critical",
  perMinute: 10,
  payload: z.strictObject({ queue: queueName }),
  result: z.object({
    queues: z.array(stageName),
    /** Steps that wait or run there and are finished before the queue is paused. */
    remaining: z.int(),
  }),
  errors: [],
  summary: "Finishes what waits at a queue, holds what arrives from now on, and then pauses the queue.",
  label: "Drain queue",
  confirmation: "Finish what waits in this queue, hold what arrives, and then pause it?",
  example: { queue: "video_cutter" },
});
