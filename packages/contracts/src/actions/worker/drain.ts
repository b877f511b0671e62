import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { departure, workerId } from "./worker-id.ts";

export const workerDrain = defineAction({
  name: "worker.drain",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_MANAGE",
  risk: "standard",
  perMinute: 30,
  payload: z.strictObject({ worker_id: workerId }),
  result: departure,
  errors: ["NOT_FOUND", "CONFLICT", "UNSUPPORTED_BY_RUNTIME", "NOT_CONVERGED", "SERVICE_UNAVAILABLE"],
  summary: "Finishes its work, then ends and is not replaced.",
  label: "Drain worker",
  confirmation: "Let this worker finish its work and end?",
  example: { worker_id: "video_cutter-1-5f1c2b3a" },
});
