import { workerRestartAll } from "../worker/restart-all.ts";
import { defineAction } from "../action-contract.ts";

export const agentRestart = defineAction({
  name: "agent.restart",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_MANAGE",
  risk: "bulk",
  perMinute: 5,
  payload: workerRestartAll.payload,
  result: workerRestartAll.result,
  errors: workerRestartAll.errors,
  summary: "Restarts the agent's workers one after the other; at least one serves at any time.",
  label: "Restart agent",
  confirmation: "Restart the workers of this agent one after the other?",
  example: { agent: "video_cutter" },
});
