import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "./logger.ts";

/**
 * Repeats `work` until the signal aborts, `everyMs` after each end. An error is logged and the loop goes on: a dependency
 * that is away must not end the loop that waits for it.
 */
export async function repeat(options: {
  name: string;
  everyMs: number;
  signal: AbortSignal;
  log: Logger;
  work: () => Promise<void>;
}): Promise<void> {
  while (!options.signal.aborted) {
    try {
      await options.work();
    } catch (error) {
      if (options.signal.aborted) return;
      options.log.warn({ err: error, loop: options.name }, "loop run failed");
    }
    await pause(options.everyMs, options.signal);
  }
}

/** Waits, or returns at once when the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal, ref: true });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
