import { Counter, type Registry } from "prom-client";

/** What the service counts beside the usual. */
export function createMeters(metrics: Registry) {
  return {
    events: new Counter({
      name: "fleet_events_total",
      help: "What has happened to agents and workers",
      labelNames: ["event"],
      registers: [metrics],
    }),
    heartbeats: new Counter({
      name: "fleet_heartbeats_total",
      help: "Reports of workers",
      labelNames: ["agent"],
      registers: [metrics],
    }),
  };
}

export type Meters = ReturnType<typeof createMeters>;
