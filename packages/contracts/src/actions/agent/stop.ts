import { z } from "zod";
import { stageName } from "../../stages/stages.ts";
import { defineAction } from "../action-contract.ts";

export const agentStop = defineAction({
  name: "agent.stop",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_MANAGE",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ agent: stageName }),
  result: z.object({ agent: stageName, taking: z.boolean(), workers: z.array(z.string()) }),
  errors: [],
  summary: "Its workers take no work until it is started, also after a restart; what runs is finished.",
  label: "Stop agent",
  confirmation: "Stop this agent? Jobs wait at its stage until it is started.",
  example: { agent: "video_cutter" },
});
