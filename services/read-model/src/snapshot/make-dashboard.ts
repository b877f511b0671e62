import { healthTiers } from "@agentos/contracts/api/agents";
import type { Dashboard } from "@agentos/contracts/snapshot/dashboard";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";

/** The figures at the top, from the other sections; null where those are not known. */
export function makeDashboard({ jobs, queue, agents_workers }: Omit<Sections, "dashboard">): Dashboard {
  const { counts } = jobs;
  const { agents } = agents_workers;
  const { queues } = queue;
  const sum = (of: "workers" | "workers_online"): number | null =>
    agents && agents.reduce((total, agent) => total + agent[of], 0);
  return {
    jobs: {
      queued: counts && counts.queued,
      processing: counts && counts.processing,
      completed: counts && counts.completed,
      failed: counts && counts.failed,
      cancelled: counts && counts.cancelled,
    },
    queue: {
      waiting: queue.waiting,
      running: queue.running,
      dead_letters: queue.dead_letters,
      paused: queues && queues.filter(({ paused }) => paused).length,
    },
    workers: { online: sum("workers_online"), total: sum("workers") },
    agents: Object.fromEntries(
      healthTiers.map((tier) => [tier, agents && agents.filter(({ health }) => health === tier).length]),
    ) as Dashboard["agents"],
  };
}
