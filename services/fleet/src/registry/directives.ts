import type { Directives, Heartbeat } from "@agentos/contracts/messages/fleet";
import type { AgentRow, WorkerRow } from "../db/tables.ts";

type Wanted = Pick<WorkerRow, "paused" | "draining" | "concurrency" | "self_test_id" | "generation">;

/** What a worker is told, from what is wanted of its agent and of itself. */
export function directivesOf(agent: AgentRow, worker: Wanted, reported: Heartbeat["self_test"]): Directives {
  return {
    // Both only grow, so that every change of either gives a new sum.
    generation: agent.generation + worker.generation,
    taking: agent.taking && !worker.paused && !worker.draining,
    concurrency: worker.concurrency ?? agent.concurrency,
    settings: agent.settings,
    self_test: worker.self_test_id === reported?.id ? null : worker.self_test_id,
  };
}
