import { healthTiers, type HealthTier } from "@agentos/contracts/api/agents";
import type { Fleet } from "../db/read-fleet.ts";
import { healthOfWorker } from "./worker-view.ts";

/** How each worker is, and how many are so. */
export function viewHealth({ agents, now }: Fleet) {
  const workers = agents
    .flatMap((agent) => agent.workers)
    .map((worker) => ({
      worker_id: worker.worker_id,
      agent: worker.agent,
      slot: worker.slot,
      ...healthOfWorker(worker, now),
      last_seen_at: worker.last_seen_at.toISOString(),
      self_test: worker.report.self_test,
    }));
  const count = (tier: HealthTier): number => workers.filter((worker) => worker.tier === tier).length;
  const tiers = Object.fromEntries(healthTiers.map((tier) => [tier, count(tier)])) as Record<HealthTier, number>;
  return { tiers, workers };
}
