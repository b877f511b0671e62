import { z } from "zod";
import { fleetLimits } from "../../limits.ts";
import { stageName } from "../../stages/stages.ts";
import { defineAction } from "../action-contract.ts";

export const workerScale = defineAction({
  name: "worker.scale",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_RESTART",
  risk: "bulk",
  perMinute: 10,
  payload: z.strictObject({
    agent: stageName,
    replicas: z.int().min(0).max(fleetLimits.replicas).describe("How many workers are to run."),
  }),
  result: z.object({ agent: stageName, replicas: z.int(), workers: z.array(z.string()) }),
  errors: ["CONFLICT", "UNSUPPORTED_BY_RUNTIME", "NOT_CONVERGED", "SERVICE_UNAVAILABLE"],
  summary: "Runs that many workers of an agent; those that are too many give their work back and end.",
  label: "Scale",
  example: { agent: "video_cutter", replicas: 2 },
});
