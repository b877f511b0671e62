import { collectDefaultMetrics, Registry } from "prom-client";

/** A registry of one service's metrics, each labelled with the service. */
export function createMetrics(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}
