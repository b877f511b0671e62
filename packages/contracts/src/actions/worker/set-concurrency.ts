import { z } from "zod";
import { fleetLimits } from "../../limits.ts";
import { stageName } from "../../stages/stages.ts";
import { defineAction } from "../action-contract.ts";
import { workerId } from "./worker-id.ts";

export const workerSetConcurrency = defineAction({
  name: "worker.set_concurrency",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_MANAGE",
  risk: "standard",
  perMinute: 30,
  payload: z
    .strictObject({
      worker_id: workerId.optional(),
      agent: stageName.optional().describe("All workers of the agent, those to come too."),
      concurrency: z.int().min(1).max(fleetLimits.concurrency).describe("Tasks at once."),
    })
    .refine(({ worker_id, agent }) => (worker_id === undefined) !== (agent === undefined), {
      error: "names either a worker or an agent",
    }),
  result: z.object({ workers: z.array(z.string()), concurrency: z.int() }),
  errors: ["NOT_FOUND", "CONFLICT"],
  summary: "Runs that many tasks at once, without a restart; what runs beyond is finished.",
  label: "Set concurrency",
  example: { agent: "face_detector", concurrency: 2 },
});
