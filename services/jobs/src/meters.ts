import { stageNames } from "@agentos/contracts/stages/stages";
import type { Logger } from "@agentos/service-kit/logger";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { readDepths } from "./db/depths.ts";
import type { Db } from "./db/tables.ts";

/** What the service counts of its own subject. */
export type Meters = {
  claimed: Counter<"stage">;
  /** Seconds from being claimable to being claimed. */
  waited: Histogram<"stage">;
  /** Seconds of attempts, by how they ended. */
  attempts: Histogram<"stage" | "outcome">;
  reaped: Counter<"stage">;
  events: Counter<"event">;
  swept: Counter;
};

const seconds = [0.05, 0.25, 1, 5, 15, 60, 300, 1200, 3600];

export function createMeters(registry: Registry, db: Db, log: Logger): Meters {
  const registers = [registry];
  const depth: Gauge<"stage" | "state"> = new Gauge({
    name: "queue_depth",
    help: "Steps of each stage that wait, run, are held, or are dead letters",
    labelNames: ["stage", "state"],
    registers,
    async collect() {
      try {
        const depths = await readDepths(db);
        for (const stage of stageNames) {
          for (const [state, count] of Object.entries(depths[stage])) depth.set({ stage, state }, count);
        }
      } catch (error) {
        // The other metrics are told all the same; a depth that is not known is not told.
        depth.reset();
        log.warn({ err: error }, "queue depth is not known");
      }
    },
  });
  return {
    claimed: new Counter({
      name: "queue_claimed_total",
      help: "Steps given to workers",
      labelNames: ["stage"],
      registers,
    }),
    waited: new Histogram({
      name: "queue_wait_seconds",
      help: "Time from claimable to claimed",
      labelNames: ["stage"],
      buckets: seconds,
      registers,
    }),
    attempts: new Histogram({
      name: "queue_attempt_seconds",
      help: "Duration of attempts as the queue saw them",
      labelNames: ["stage", "outcome"],
      buckets: seconds,
      registers,
    }),
    reaped: new Counter({
      name: "queue_leases_expired_total",
      help: "Leases that ran out",
      labelNames: ["stage"],
      registers,
    }),
    events: new Counter({
      name: "job_events_total",
      help: "What happened to jobs",
      labelNames: ["event"],
      registers,
    }),
    swept: new Counter({
      name: "attempts_swept_total",
      help: "Attempts whose leftover files were removed",
      registers,
    }),
  };
}
