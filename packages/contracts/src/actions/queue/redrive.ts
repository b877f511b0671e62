import { z } from "zod";
import { affected, defineAction, itemOutcomes } from "../action-contract.ts";
import { queueName } from "./queue-name.ts";

export const queueRedrive = defineAction({
  name: "queue.redrive",
  owner: "jobs",
  view: "dashboard",
  permission: "QUEUE_MANAGE",
  risk: "bulk",
  perMinute: 10,
  payload: z.strictObject({
    queue: queueName,
    limit: z.int().min(1).max(1000).default(100).describe("Dead letters at the most, the oldest first."),
  }),
  result: itemOutcomes,
  dryRun: affected,
  errors: [],
  summary: "Puts dead letters back to work: each job runs again from the stage at which its tries were used up.",
  label: "Run dead letters again",
  confirmation: "Put these dead letters back to work?",
  example: { queue: "video_cutter", limit: 50 },
});
