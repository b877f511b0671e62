import type { QueryClient, QueryKey } from "@tanstack/react-query";

/** Events come in groups, as the end of one step and the begin of the next. */
const gatherMs = 100;
/** However much happens, nothing is read more often. */
const leastMs = 1000;

/**
 * Reads anew what events have named, once for many of them. A read that is under way is not stopped: it may be older than the
 * event, so that another one follows it.
 */
export class Refetches {
  readonly #queries: QueryClient;
  #marked = new Map<string, QueryKey>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAt = 0;

  constructor(queries: QueryClient) {
    this.#queries = queries;
  }

  /** Names queries, by the begin of their keys. */
  mark(...keys: readonly QueryKey[]): void {
    for (const key of keys) this.#marked.set(JSON.stringify(key), key);
    if (this.#marked.size === 0) return;
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(gatherMs, this.#lastAt + leastMs - Date.now()));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#marked.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    this.#lastAt = Date.now();
    const named = [...this.#marked.values()].flatMap((queryKey) => this.#queries.getQueryCache().findAll({ queryKey }));
    this.#marked = new Map();
    for (const { queryKey, state } of new Set(named)) {
      if (state.fetchStatus === "fetching") this.mark(queryKey);
      // Nobody waits for it: how the read ends is seen where the query is shown.
      else void this.#queries.invalidateQueries({ queryKey, exact: true });
    }
  }
}
