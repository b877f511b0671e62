import { z } from "zod";
import { stageName } from "../../stages/stages.ts";
import { affected, defineAction, itemOutcomes } from "../action-contract.ts";

export const workerRestartAll = defineAction({
  name: "worker.restart_all",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_RESTART",
  risk: "bulk",
  perMinute: 5,
  payload: z.strictObject({ agent: stageName.optional().describe("Left out: the workers of all agents.") }),
  result: itemOutcomes,
  dryRun: affected,
  errors: ["NOT_FOUND", "CONFLICT", "UNSUPPORTED_BY_RUNTIME", "NOT_CONVERGED", "SERVICE_UNAVAILABLE"],
  summary: "Restarts workers one after the other; each agent keeps at least one that serves.",
  label: "Restart all workers",
  confirmation: "Restart these workers one after the other?",
  example: { agent: "video_cutter" },
});
