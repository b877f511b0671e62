import type { QueryClient, QueryKey } from "@tanstack/react-query";

/** Events come in groups, as the end of one step and the begin of the next. */
const gatherMs = 100;
/** Short steps are seen as well; but whoever is told of very much reads only so often, as requests are limited. */
const usualMs = 300;
const busyMs = 2500;
/** Reads in a row that count as usual, and how many of them are forgotten in a second. */
const usualReads = 20;
const forgottenPerSecond = 0.5;

/**
 * Reads anew what events have named, once for many of them. A read that is under way is not stopped: it may be older than the
 * event, so that another one follows it.
 */
export class Refetches {
  readonly #queries: QueryClient;
  #marked = new Map<string, QueryKey>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAt = 0;
  /** Reads of late. */
  #level = 0;

  constructor(queries: QueryClient) {
    this.#queries = queries;
  }

  /** Names queries, by the begin of their keys. */
  mark(...keys: readonly QueryKey[]): void {
    for (const key of keys) this.#marked.set(JSON.stringify(key), key);
    if (this.#marked.size === 0) return;
    const pauseMs = this.#level < usualReads ? usualMs : busyMs;
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(gatherMs, this.#lastAt + pauseMs - Date.now()));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#marked.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    const now = Date.now();
    this.#level = Math.max(0, this.#level - ((now - this.#lastAt) / 1000) * forgottenPerSecond);
    this.#lastAt = now;
    const named = [...this.#marked.values()].flatMap((queryKey) => this.#queries.getQueryCache().findAll({ queryKey }));
    this.#marked = new Map();
    for (const { queryKey, state } of new Set(named)) {
      if (state.fetchStatus === "fetching") this.mark(queryKey);
      else this.#read(queryKey);
    }
  }

  #read(queryKey: QueryKey): void {
    this.#level++;
    // Nobody waits for it: how the read ends is seen where the query is shown.
    void this.#queries.invalidateQueries({ queryKey, exact: true });
  }
}
