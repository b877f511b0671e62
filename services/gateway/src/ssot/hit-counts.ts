import { Counter, type Registry } from "prom-client";

/** How a read of the snapshot was answered. */
export const cacheResults = ["hit", "miss", "stale", "not_modified"] as const;
export type CacheResult = (typeof cacheResults)[number];

/**
 * Counts how reads of the snapshot were answered. There are thousands a second, so they are counted in plain numbers which the registry
 * fetches when it is read; hits have no line in the log, and are not among the requests whose duration is measured.
 */
export function countHits(metrics: Registry): (result: CacheResult) => void {
  const counts: Record<CacheResult, number> = { hit: 0, miss: 0, stale: 0, not_modified: 0 };
  const counter = new Counter({
    name: "ssot_hits_total",
    help: "Reads of the snapshot by where the answer came from",
    labelNames: ["cache"],
    registers: [],
    collect() {
      this.reset();
      for (const cache of cacheResults) this.inc({ cache }, counts[cache]);
    },
  });
  metrics.registerMetric(counter);
  return (result) => void (counts[result] += 1);
}
