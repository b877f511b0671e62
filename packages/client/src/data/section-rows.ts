import type { Pagination } from "@agentos/contracts/api/envelope";
import type { FiltersOf, PagedSection, RowOf } from "@agentos/contracts/snapshot/section-queries";
import { keepPreviousData, QueryObserver, type QueryClient, type QueryObserverOptions } from "@tanstack/query-core";
import type { ApiClient } from "../api-client.ts";
import { Observed, type Observable } from "../observed.ts";
import { freshMsOf } from "./domains.ts";
import { readRows, type RowsPage, type RowsQuery } from "./read-rows.ts";
import { toTrouble, type Trouble } from "../trouble.ts";

export type RowsOptions<Section extends PagedSection> = { filters?: FiltersOf<Section>; perPage?: number };

export type RowsState<Section extends PagedSection> = {
  /** Undefined before the first answer. */
  rows: readonly RowOf<Section>[] | undefined;
  pagination: Pagination | undefined;
  /** What is asked for; while `shows` is `previous`, the rows are still those of what was asked for before. */
  filters: FiltersOf<Section>;
  shows: "current" | "previous" | "nothing";
  /** `old`: something has happened since, or it was asked for too long ago. */
  freshness: "fresh" | "old" | "none";
  /** When the rows were read, in milliseconds since 1970. */
  asOf: number | null;
  /** Counted from 1. */
  page: number;
  loading: boolean;
  refreshing: boolean;
  error: Trouble | undefined;
};

type Source = {
  client: ApiClient;
  queries: QueryClient;
  /** Whether it is told when something happens. */
  live(): boolean;
  /** When something happened last to rows of the section, or may have happened unheard: milliseconds since 1970. */
  outdatedAt(): number;
  watch(): () => void;
  closed(): void;
};

/** Somebody who types has stopped for so long. */
const debounceMs = 300;
const defaultPerPage = 25;

/**
 * The rows behind a section: filtered, page by page by cursors. The page before stays until the next has come; answers to what
 * is no longer asked for are dropped. What is shown is asked for anew when something has happened to it, as often as its
 * domain allows.
 */
export class SectionRows<Section extends PagedSection> implements Observable<RowsState<Section>> {
  readonly section: Section;
  readonly #source: Source;
  readonly #observer: QueryObserver<RowsPage<Section>>;
  readonly #state: Observed<RowsState<Section>>;
  readonly #perPage: number;
  #filters: FiltersOf<Section>;
  #applied: FiltersOf<Section>;
  /** Of the pages before the one that is shown, and of it; the first page has none. */
  #cursors: (string | undefined)[] = [undefined];
  #askedAt = Number.NEGATIVE_INFINITY;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(section: Section, options: RowsOptions<Section>, source: Source) {
    this.section = section;
    this.#source = source;
    this.#perPage = options.perPage ?? defaultPerPage;
    this.#filters = this.#applied = options.filters ?? ({} as FiltersOf<Section>);
    this.#observer = new QueryObserver(source.queries, this.#options());
    this.#state = new Observed(this.#read().state);
  }

  readonly getSnapshot = (): RowsState<Section> => {
    if (!this.#state.watched) this.#update();
    return this.#state.getSnapshot();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    const deaf = this.#state.subscribe(listener);
    const leave = this.#source.watch();
    const stop = this.#observer.subscribe(() => this.#update());
    this.#update();
    return () => {
      deaf();
      leave();
      stop();
      if (!this.#state.watched) clearTimeout(this.#again);
    };
  };

  /** Asks for other rows, once nobody has asked for yet others for 300 ms. What is left out is not filtered by. */
  setFilters(filters: FiltersOf<Section>): void {
    this.#filters = filters;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#applied = filters;
      this.#goTo([undefined]);
    }, debounceMs);
    this.#update();
  }

  /** The next page, if there is one and it is known where it begins. */
  next(): void {
    const { pagination, shows } = this.getSnapshot();
    if (shows === "current" && pagination?.next_cursor) this.#goTo([...this.#cursors, pagination.next_cursor]);
  }

  previous(): void {
    if (this.#cursors.length > 1) this.#goTo(this.#cursors.slice(0, -1));
  }

  /** Asks anew at once. */
  refresh(): void {
    this.#askedAt = Date.now();
    this.#update();
    if (this.#state.watched) void this.#observer.refetch();
  }

  /** Something has happened to the rows: they are asked for anew as soon as their domain allows. */
  outdated(): void {
    this.#update();
  }

  close(): void {
    clearTimeout(this.#typing);
    clearTimeout(this.#again);
    this.#observer.destroy();
    this.#source.closed();
  }

  #goTo(cursors: (string | undefined)[]): void {
    this.#cursors = cursors;
    this.#observer.setOptions(this.#options());
    this.#update();
  }

  #options(): QueryObserverOptions<RowsPage<Section>> {
    const cursor = this.#cursors.at(-1);
    // A field that somebody has emptied filters by nothing.
    const filters = Object.entries(this.#applied).filter(([, value]) => value !== undefined && value !== "");
    const query: RowsQuery = {
      ...Object.fromEntries(filters),
      per_page: this.#perPage,
      ...(cursor === undefined ? {} : { cursor }),
    };
    return {
      queryKey: ["rows", this.section, query],
      queryFn: ({ signal }) => readRows(this.#source.client, this.section, query, signal),
      placeholderData: keepPreviousData,
      staleTime: freshMsOf(this.section),
      // The client repeats by itself, and whether there is a network is found out by trying.
      retry: false,
      networkMode: "always",
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    };
  }

  /** Shows what is known, and sees to it that it is asked for again in time. */
  #update(): void {
    const { state, triedAt } = this.#read();
    clearTimeout(this.#again);
    if (this.#state.watched && !state.loading && !state.refreshing) {
      const waitMs = Math.max(freshMsOf(this.section), (state.error?.retryAfter ?? 0) * 1000);
      const dueMs = Math.max(0, triedAt + waitMs - Date.now());
      if (state.error || this.#isOutdated(state.asOf))
        this.#again = setTimeout(() => void this.#observer.refetch(), dueMs);
      else if (state.freshness === "fresh" && !this.#source.live())
        this.#again = setTimeout(() => this.#update(), dueMs + 1);
    }
    this.#state.set(state);
  }

  #isOutdated(asOf: number | null): boolean {
    return asOf !== null && asOf <= Math.max(this.#askedAt, this.#source.outdatedAt());
  }

  #read(): { state: RowsState<Section>; triedAt: number } {
    const result = this.#observer.getCurrentResult();
    const { data, dataUpdatedAt, errorUpdatedAt, isPlaceholderData, isFetching, error } = result;
    const asOf = data && !isPlaceholderData ? dataUpdatedAt : null;
    const current = asOf !== null && this.#filters === this.#applied;
    const aged = !this.#source.live() && asOf !== null && Date.now() - asOf >= freshMsOf(this.section);
    const state: RowsState<Section> = {
      rows: data?.rows,
      pagination: data?.pagination,
      filters: this.#filters,
      shows: !data ? "nothing" : current ? "current" : "previous",
      freshness: !data ? "none" : !current || aged || this.#isOutdated(asOf) ? "old" : "fresh",
      asOf,
      page: this.#cursors.length,
      loading: !data && isFetching,
      refreshing: data !== undefined && isFetching,
      error: error ? toTrouble(error) : undefined,
    };
    return { state, triedAt: Math.max(dataUpdatedAt, errorUpdatedAt) };
  }
}
