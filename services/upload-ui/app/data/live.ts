import { ApiError } from "@agentos/client/api-error";
import { pollPace } from "@agentos/client/live/live-state";
import { keepPreviousData, replaceEqualDeep, useQuery, type Query, type UseQueryResult } from "@tanstack/react-query";
import { useLiveState } from "./use-live-state.ts";

/** Something under way of which nothing was heard for so long is looked at, in milliseconds: every tick puts that off. */
const silenceMs = 60_000;
const troubledMs = 5000;

export type Live<T> = {
  key: readonly unknown[];
  read: (signal: AbortSignal) => Promise<T>;
  /** Whether the data will change soon. */
  isActive: (data: T) => boolean;
  /** Which of two states holds: what was read may be older than what was told. */
  newer: (held: T, read: T) => T;
  /** Shows the data of the key before until those of a new key have come. */
  keepPrevious?: boolean;
};

/**
 * Data that stay current: the one place that decides how. While the live connection stands, `followJobs` says what has to be
 * read; while it does not, it is asked for again and again.
 */
export function useLive<T>(live: Live<T>): UseQueryResult<T, ApiError> {
  const connection = useLiveState();
  return useQuery<T, ApiError>({
    queryKey: live.key,
    queryFn: ({ signal }) => live.read(signal),
    meta: { isActive: live.isActive },
    structuralSharing: (held, read) =>
      replaceEqualDeep(held, held === undefined ? read : live.newer(held as T, read as T)),
    refetchIntervalInBackground: true,
    refetchInterval: (query) => {
      if (query.state.error) return pauseAfter(query.state.error);
      const active = isUnderWay(query);
      const seen = document.visibilityState === "visible";
      return pollPace(connection, active && seen) ?? (active && silenceMs);
    },
    ...(live.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Whether a query shows something that will change soon. */
export function isUnderWay({
  meta,
  state,
}: Pick<Query<never, never, never>, "meta"> & { state: { data: unknown } }): boolean {
  const isActive = meta?.["isActive"] as ((data: unknown) => boolean) | undefined;
  return state.data !== undefined && isActive?.(state.data) === true;
}

/** What is not there or not allowed does not become so by asking again. */
function pauseAfter(error: ApiError): number | false {
  if (error.status >= 400 && error.status < 500 && error.status !== 429) return false;
  return Math.max(troubledMs, (error.retryAfter ?? 0) * 1000);
}
