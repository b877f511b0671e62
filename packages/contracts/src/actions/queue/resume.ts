import { z } from "zod";
import { stageName } from "../../stages/stages.ts";
import { defineAction } from "../action-contract.ts";
import { queueName } from "./queue-name.ts";

export const queueResume = defineAction({
  name: "queue.resume",
  owner: "jobs",
  view: "jobs_queue",
  permission: "QUEUE_MANAGE",
  risk: "standard",
  perMinute: 30,
  payload: z.strictObject({ queue: queueName }),
  result: z.object({
    queues: z.array(stageName),
    /** Steps that were held and can be taken now. */
    released: z.int(),
  }),
  errors: [],
  summary: "Lets work flow again through a queue that was paused or drained.",
  label: "Resume queue",
  example: { queue: "video_cutter" },
});
