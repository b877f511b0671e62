import { z } from "zod";
import { stageName } from "../../stages/stages.ts";
import { defineAction } from "../action-contract.ts";

export const agentStart = defineAction({
  name: "agent.start",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_MANAGE",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ agent: stageName }),
  result: z.object({ agent: stageName, taking: z.boolean(), workers: z.array(z.string()) }),
  errors: [],
  summary: "Its workers take work.",
  label: "Start agent",
  example: { agent: "video_cutter" },
});
