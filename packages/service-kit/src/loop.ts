import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "./logger.ts";

/**
 * Repeats `work` until the signal aborts, `everyMs` after each end. An error is logged and the loop goes on: a dependency
 * that is away must not end the loop that waits for it. Of the same error again and again the 1st, 2nd, 4th, 8th … are logged.
 */
export async function repeat(options: {
  name: string;
  everyMs: number;
  signal: AbortSignal;
  log: Logger;
  work: () => Promise<void>;
}): Promise<void> {
  const { name: loop, log, signal } = options;
  let failed = { as: "", times: 0 };
  while (!signal.aborted) {
    try {
      await options.work();
      if (failed.times > 0) log.info({ loop, times: failed.times }, "loop runs again");
      failed = { as: "", times: 0 };
    } catch (error) {
      if (signal.aborted) return;
      const as = String(error);
      failed = { as, times: as === failed.as ? failed.times + 1 : 1 };
      if (isPowerOfTwo(failed.times)) log.warn({ err: error, loop, times: failed.times }, "loop run failed");
    }
    await pause(options.everyMs, signal);
  }
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

/** Waits, or returns at once when the signal aborts. `ref` false: without keeping the process alive. */
export async function pause(ms: number, signal: AbortSignal, { ref = true } = {}): Promise<void> {
  try {
    await sleep(ms, undefined, { signal, ref });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
