import { Gauge, Histogram, type Registry } from "prom-client";

/** What a worker measures: how long attempts take; `active` tells how many it runs now. */
export function createWorkerMeters(metrics: Registry, active: () => number): { seconds: Histogram } {
  const gauge: Gauge = new Gauge({
    name: "worker_active_tasks",
    help: "Tasks that the worker runs now",
    registers: [metrics],
    collect: (): void => gauge.set(active()),
  });
  const seconds = new Histogram({
    name: "stage_duration_seconds",
    help: "Duration of a stage's attempts",
    labelNames: ["stage", "outcome"],
    buckets: [0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 7200],
    registers: [metrics],
  });
  return { seconds };
}
