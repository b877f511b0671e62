import { jobProgress } from "@agentos/contracts/events/job-progress";
import type { z } from "zod";

export type JobTick = z.output<(typeof jobProgress)["payload"]>;
type Known = { id: string; run: number; progress: number };

/** Jobs that are remembered; those of a screen, many times over. */
const remembered = 500;

/** How far jobs are since they were read: ticks are told beside the snapshot, many times for each of its versions. */
export class JobTicks {
  #version = 0;
  readonly #ticks = new Map<string, JobTick>();
  readonly #listeners = new Set<() => void>();

  /** Takes an event's data; what is no tick, or late, changes nothing. */
  take(data: unknown): void {
    const tick = jobProgress.payload.safeParse(data).data;
    if (!tick) return;
    const held = this.#ticks.get(tick.job_id);
    if (held && (tick.run < held.run || (tick.run === held.run && tick.progress < held.progress))) return;
    this.#ticks.delete(tick.job_id);
    this.#ticks.set(tick.job_id, tick);
    const oldest = this.#ticks.size > remembered ? this.#ticks.keys().next().value : undefined;
    if (oldest !== undefined) this.#ticks.delete(oldest);
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** The last tick of a job, as far as it is ahead of what is known of it. */
  of({ id, run, progress }: Known): JobTick | undefined {
    const tick = this.#ticks.get(id);
    return tick && tick.run === run && tick.progress >= progress ? tick : undefined;
  }

  readonly getVersion = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
