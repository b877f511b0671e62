import { readRows, type RowsPage } from "@agentos/client/data/read-rows";
import type { Pagination } from "@agentos/contracts/api/envelope";
import type { FiltersOf, PagedSection, RowOf } from "@agentos/contracts/snapshot/section-queries";
import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { withNewer, type Pages } from "./newer-rows.ts";
import { useStaff } from "./staff.ts";
import { useSettled } from "./use-settled.ts";

export type EndlessRows<Row> = {
  /** Undefined before the first answer. */
  rows: readonly Row[] | undefined;
  /** Of the first page, as it was when it was read. */
  pagination: Pagination | undefined;
  loading: boolean;
  /** The rows are those of the filters before. */
  dim: boolean;
  error: Error | undefined;
  /** Reads on; undefined where there is no more. */
  onEndReached: (() => void) | undefined;
  /** Reads what has come since, and puts it on top; gives the first page as it is then, or undefined where that failed. */
  readNewer: () => Promise<{ rows: readonly Row[] } | undefined>;
  /** Reads all of it anew. */
  again: () => void;
};

const perPage = 100;
const newerMs = 15_000;

/** The rows behind a section, the newest first, one page after the other for as long as somebody scrolls on. */
export function useEndlessRows<Section extends PagedSection>(
  section: Section,
  wanted: FiltersOf<Section>,
  idOf: (row: RowOf<Section>) => string,
): EndlessRows<RowOf<Section>> {
  const { client } = useStaff();
  const queries = useQueryClient();
  const filters = useSettled(wanted);
  const [failed, setFailed] = useState<Error>();
  const key = useMemo(() => ["endless", section, filters], [section, filters]);
  const read = useCallback(
    (cursor: string | undefined, signal: AbortSignal) =>
      readRows(client, section, { ...filters, per_page: perPage, ...(cursor ? { cursor } : {}) }, signal),
    [client, section, filters],
  );
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ pagination }) => pagination.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    // What is new is put on top; the pages below stay as they are. Compared place by place, each row would be another one then.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const { data, hasNextPage, isFetching, isPlaceholderData, fetchNextPage, refetch } = query;
  const readNewer = useCallback(async () => {
    try {
      const first = await read(undefined, AbortSignal.timeout(newerMs));
      setFailed(undefined);
      queries.setQueryData<Pages<RowOf<Section>, Omit<RowsPage<Section>, "rows">>>(key, (held) =>
        held ? withNewer(held, first, idOf) : held,
      );
      return first;
    } catch (error) {
      setFailed(error as Error);
      return undefined;
    }
  }, [read, queries, key, idOf]);
  return {
    rows: useMemo(() => data?.pages.flatMap(({ rows }) => rows), [data]),
    pagination: data?.pages[0]?.pagination,
    loading: query.isPending,
    dim: isPlaceholderData || JSON.stringify(filters) !== JSON.stringify(wanted),
    error: query.error ?? failed,
    onEndReached: hasNextPage && !isFetching ? () => void fetchNextPage() : undefined,
    readNewer,
    again: useCallback(() => void refetch(), [refetch]),
  };
}
