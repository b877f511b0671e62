/**
 * Milliseconds to wait before try `attempt` (1 for the first repetition): exponential with full jitter, so that many clients
 * do not come back at the same moment (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). At least
 * a quarter of the step is kept, so that a repetition is never immediate.
 */
export function backoffMs(
  attempt: number,
  options: { firstMs: number; mostMs: number; random?: () => number },
): number {
  const step = Math.min(options.mostMs, options.firstMs * 2 ** Math.max(0, attempt - 1));
  const random = options.random ?? Math.random;
  return Math.round(step * (0.25 + 0.75 * random()));
}

/** Waits; rejects with the signal's reason when it aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** Waits for work that others wait for too: the signal ends the waiting, not the work. */
export function abortable<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
