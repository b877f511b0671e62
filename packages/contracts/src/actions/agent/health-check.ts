import { z } from "zod";
import { stageName } from "../../stages/stages.ts";
import { defineAction, itemOutcomes } from "../action-contract.ts";

export const agentHealthCheck = defineAction({
  name: "agent.health_check",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_MANAGE",
  risk: "bulk",
  perMinute: 10,
  payload: z.strictObject({ agent: stageName.optional().describe("Left out: all agents.") }),
  result: itemOutcomes,
  errors: ["NOT_FOUND"],
  summary: "Has each worker test its programs and models on a tiny sample, and report.",
  label: "Check health",
  example: { agent: "face_detector" },
});
