import { stageByName } from "@agentos/contracts/stages/stages";
import type { AgentRow, WorkerRow } from "../db/tables.ts";
import { agentTier } from "../domain/health.ts";
import { healthOfWorker } from "./worker-view.ts";

/** What people see of an agent, from its row and its workers'. */
export function viewAgent(row: AgentRow, workers: readonly WorkerRow[], now: Date) {
  const { agent, taking, desired_replicas, version } = row;
  const online = workers.filter(({ offline_reason }) => offline_reason === null);
  const sum = (of: (worker: WorkerRow) => number): number => online.reduce((total, one) => total + of(one), 0);
  return {
    agent,
    label: stageByName(agent).label,
    taking,
    health: agentTier(workers.map((worker) => healthOfWorker(worker, now).tier)),
    workers_online: online.length,
    workers: workers.length,
    desired_replicas,
    running_tasks: sum(({ report }) => report.tasks.length),
    capacity: sum(({ report }) => report.concurrency),
    version,
  };
}
