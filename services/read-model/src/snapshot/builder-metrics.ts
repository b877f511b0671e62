import { Counter, Gauge, Histogram, type Registry } from "prom-client";

export type BuilderMetrics = ReturnType<typeof createBuilderMetrics>;

/** What the builder counts. */
export function createBuilderMetrics(metrics: Registry) {
  const registers = [metrics];
  return {
    builds: new Counter({
      name: "ssot_builds_total",
      help: "Builds of the snapshot, by whether they have made a new version",
      labelNames: ["result"],
      registers,
    }),
    seconds: new Histogram({
      name: "ssot_build_seconds",
      help: "Duration of a build: owners asked, compared, encoded, published",
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 1],
      registers,
    }),
    ownerSeconds: new Histogram({
      name: "ssot_owner_seconds",
      help: "How long an owner took to tell its parts",
      labelNames: ["owner", "result"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6],
      registers,
    }),
    patchBytes: new Histogram({
      name: "ssot_patch_bytes",
      help: "Size of what is told of a new version",
      buckets: [100, 300, 1000, 3000, 10_000, 30_000, 100_000],
      registers,
    }),
    version: new Gauge({ name: "ssot_version", help: "Version of the snapshot that is built here", registers }),
    stale: new Gauge({ name: "ssot_stale", help: "Parts of the snapshot that are not of now", registers }),
    building: new Gauge({ name: "ssot_building", help: "1 where this instance builds the snapshot", registers }),
  };
}
