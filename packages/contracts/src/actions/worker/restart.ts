import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { replacement, workerId } from "./worker-id.ts";

export const workerRestart = defineAction({
  name: "worker.restart",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_RESTART",
  risk: "standard",
  perMinute: 30,
  payload: z.strictObject({
    worker_id: workerId,
    graceful: z
      .boolean()
      .default(true)
      .describe("Gives its work back first; otherwise the work comes back by its lease."),
  }),
  result: replacement,
  errors: ["NOT_FOUND", "UNSUPPORTED_BY_RUNTIME", "NOT_CONVERGED", "SERVICE_UNAVAILABLE"],
  summary: "Puts a new process in the worker's place; its work is not lost.",
  label: "Restart worker",
  confirmation: "Restart this worker? What it works on begins anew elsewhere.",
  example: { worker_id: "video_cutter-1-5f1c2b3a", graceful: true },
});
