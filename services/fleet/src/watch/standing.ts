import type { agentUpdated, workerUpdated } from "@agentos/contracts/events/ticks";
import type { z } from "zod";
import type { Fleet } from "../db/read-fleet.ts";
import type { WorkerRow } from "../db/tables.ts";
import { viewAgent } from "../routes/agent-view.ts";
import { viewWorker } from "../routes/worker-view.ts";

export type WorkerStanding = z.output<typeof workerUpdated.payload>;
export type AgentStanding = z.output<typeof agentUpdated.payload>;

/** What people see of the fleet that changes without an event: by a report, or by the want of one. By their names. */
export type Standing = { workers: ReadonlyMap<string, WorkerStanding>; agents: ReadonlyMap<string, AgentStanding> };

export function standingOf({ agents, now }: Fleet): Standing {
  const workers = agents.flatMap((agent) => agent.workers.map((worker) => workerStanding(worker, now)));
  return {
    workers: new Map(workers.map((worker) => [worker.worker_id, worker])),
    agents: new Map(
      agents.map(({ row, workers: own }) => {
        const { label: _label, version: _version, ...standing } = viewAgent(row, own, now);
        return [row.agent, standing];
      }),
    ),
  };
}

function workerStanding(row: WorkerRow, now: Date): WorkerStanding {
  const { worker_id, agent, slot, health, ready, taking, concurrency, tasks } = viewWorker(row, now);
  return { worker_id, agent, slot, health: health.tier, ready, taking, concurrency, running_tasks: tasks.length };
}

/** Those that are another than before; who has come or gone is told by events. */
export function changedOf<One>(before: ReadonlyMap<string, One>, after: ReadonlyMap<string, One>): One[] {
  return [...after].flatMap(([name, one]) => {
    const was = before.get(name);
    return was && JSON.stringify(was) !== JSON.stringify(one) ? [one] : [];
  });
}
