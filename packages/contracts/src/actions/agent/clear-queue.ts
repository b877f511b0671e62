import { z } from "zod";
import { stageName } from "../../stages/stages.ts";
import { affected, defineAction } from "../action-contract.ts";
import { cleared } from "../queue/clear.ts";

export const agentClearQueue = defineAction({
  name: "agent.clear_queue",
  owner: "jobs",
  view: "agents_workers",
  permission: "QUEUE_CLEAR",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({ agent: stageName.describe("An agent is named as its stage.") }),
  result: cleared,
  dryRun: affected,
  reason: "required",
  errors: [],
  summary: "Cancels every job that waits for an agent; what it works on goes on.",
  label: "Clear queue",
  confirmation: "Cancel every job that waits for this agent?",
  example: { agent: "video_cutter" },
});
