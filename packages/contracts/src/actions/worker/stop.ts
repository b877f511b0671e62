import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { departure, workerId } from "./worker-id.ts";

export const workerStop = defineAction({
  name: "worker.stop",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_MANAGE",
  risk: "critical",
  perMinute: 10,
  payload: z.strictObject({
    worker_id: workerId,
    force: z.boolean().default(false).describe("Killed at once; otherwise it gives its work back first."),
  }),
  result: departure,
  reason: "required",
  errors: ["NOT_FOUND", "CONFLICT", "UNSUPPORTED_BY_RUNTIME", "NOT_CONVERGED", "SERVICE_UNAVAILABLE"],
  summary: "Ends the worker's process; another worker takes its work, and none takes its place.",
  label: "Stop worker",
  confirmation: "Stop this worker? What it works on begins anew elsewhere.",
  example: { worker_id: "video_cutter-1-5f1c2b3a", force: false },
});
