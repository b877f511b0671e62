import { z } from "zod";
import { stageName } from "../../stages/stages.ts";
import { defineAction } from "../action-contract.ts";
import { queueName } from "./queue-name.ts";

export const queuePause = defineAction({
  name: "queue.pause",
  owner: "jobs",
  view: "jobs_queue",
  permission: "QUEUE_MANAGE",
  risk: "standard",
  perMinute: 30,
  payload: z.strictObject({
    queue: queueName,
    for_seconds: z
      .int()
      .min(1)
      .max(7 * 86_400)
      .optional()
      .describe("Flows again by itself after that long."),
  }),
  result: z.object({ queues: z.array(stageName), paused_until: z.iso.datetime().nullable() }),
  errors: [],
  summary: "Takes no new work from a queue until it is resumed; what runs is finished.",
  label: "Pause queue",
  unbreakable: true,
  example: { queue: "video_cutter", for_seconds: 600 },
});
