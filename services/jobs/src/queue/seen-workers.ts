import type { StageName } from "@agentos/contracts/stages/stages";

/** A worker asks at least once a second while it is free. */
const seenForMs = 15_000;
/** From here on, those that have gone are forgotten at each call. */
const manyWorkers = 100;

/** The workers that have asked for work lately: what the queue knows of who would serve it. */
export class SeenWorkers {
  readonly #seenAt = new Map<StageName, Map<string, number>>();

  saw(stage: StageName, workerId: string): void {
    const workers = this.#seenAt.get(stage) ?? new Map<string, number>();
    this.#seenAt.set(stage, workers);
    workers.set(workerId, performance.now());
    if (workers.size > manyWorkers) this.of(stage);
  }

  /** Ids of the workers of a stage that have asked within the last 15 s. */
  of(stage: StageName): Set<string> {
    const workers = this.#seenAt.get(stage) ?? new Map<string, number>();
    const oldest = performance.now() - seenForMs;
    for (const [id, at] of workers) if (at < oldest) workers.delete(id);
    return new Set(workers.keys());
  }
}
