import { Counter, Histogram, type Registry } from "prom-client";
import type { EndedRun } from "./begun.ts";

export type ManagerMeters = { take(run: EndedRun): void };

/** Runs of managers by this copy, and how long they took. */
export function createManagerMeters(registry: Registry): ManagerMeters {
  const registers = [registry];
  const runs = new Counter({
    name: "manager_runs_total",
    help: "Runs of each manager, by outcome",
    labelNames: ["manager", "outcome"],
    registers,
  });
  const seconds = new Histogram({
    name: "manager_run_seconds",
    help: "Seconds that runs of each manager took",
    labelNames: ["manager"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  return {
    take({ manager, outcome, durationMs }) {
      runs.inc({ manager, outcome });
      seconds.observe({ manager }, durationMs / 1000);
    },
  };
}
