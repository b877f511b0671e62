/** An exact sliding window in memory, for the time in which Redis is away. Times in milliseconds of a monotonic clock. */
export class LocalWindow {
  readonly #calls = new Map<string, number[]>();

  /** Whether a call at `now` is allowed; counts it when it is. */
  take(
    key: string,
    limit: number,
    windowMs: number,
    now: number,
  ): { allowed: boolean; remaining: number; retryAfterMs: number } {
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - windowMs);
    const allowed = recent.length < limit;
    if (allowed) recent.push(now);
    this.#calls.set(key, recent);
    const oldest = recent[recent.length - limit] ?? now;
    return {
      allowed,
      remaining: Math.max(0, limit - recent.length),
      retryAfterMs: allowed ? 0 : oldest + windowMs - now,
    };
  }

  /** Forgets the keys that have not been used within `windowMs`. */
  sweep(windowMs: number, now: number): void {
    for (const [key, calls] of this.#calls) if ((calls.at(-1) ?? 0) <= now - windowMs) this.#calls.delete(key);
  }
}
