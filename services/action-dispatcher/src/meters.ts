import { Counter, Histogram, type Registry } from "prom-client";

/** How a request for an action ended. */
export type Ending =
  | "succeeded"
  | "accepted"
  | "failed"
  | "denied"
  | "limited"
  | "replayed"
  | "invalid"
  | "broken"
  | "dry_run"
  | "unavailable";

/** Parts of the pipeline. */
export type Step =
  | "address"
  | "validate"
  | "authorise"
  | "limit"
  | "replay"
  | "breaker"
  | "intent"
  | "dispatch"
  | "refusal";

/** What the service counts of its own subject. */
export type Meters = {
  actions: Counter<"action" | "outcome">;
  /** From the request to the reply. */
  durations: Histogram<"action">;
  steps: Histogram<"step">;
  settled: Counter<"action">;
  locks: Counter;
};

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createMeters(registry: Registry): Meters {
  const registers = [registry];
  return {
    actions: new Counter({
      name: "action_total",
      help: "Requests for actions, by how they were answered",
      labelNames: ["action", "outcome"],
      registers,
    }),
    durations: new Histogram({
      name: "action_duration_seconds",
      help: "From a request for an action to its reply",
      labelNames: ["action"],
      buckets,
      registers,
    }),
    steps: new Histogram({
      name: "pipeline_step_seconds",
      help: "Duration of each step of the pipeline",
      labelNames: ["step"],
      buckets,
      registers,
    }),
    settled: new Counter({
      name: "actions_settled_total",
      help: "Actions that were ended because nobody was heard of",
      labelNames: ["action"],
      registers,
    }),
    locks: new Counter({
      name: "action_lockouts_total",
      help: "Accounts that were locked out of actions",
      registers,
    }),
  };
}

/** Measures a step, however it ends. */
export async function timed<T>({ steps }: Pick<Meters, "steps">, step: Step, work: () => T | Promise<T>): Promise<T> {
  const end = steps.startTimer({ step });
  try {
    return await work();
  } finally {
    end();
  }
}
