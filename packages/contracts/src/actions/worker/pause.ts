import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { workerId } from "./worker-id.ts";

export const workerPause = defineAction({
  name: "worker.pause",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_MANAGE",
  risk: "standard",
  perMinute: 30,
  payload: z.strictObject({ worker_id: workerId }),
  result: z.object({ worker_id: z.string(), paused: z.boolean() }),
  errors: ["NOT_FOUND", "CONFLICT"],
  summary: "Takes nothing new until it is resumed, also after a restart; what runs is finished.",
  label: "Pause worker",
  example: { worker_id: "video_cutter-1-5f1c2b3a" },
});
