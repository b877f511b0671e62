import { ApiError } from "@agentos/client/api-error";
import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";

/**
 * Milliseconds between looks at something that changes, while somebody looks at it. A user has a hundred requests a minute, for
 * all tabs together.
 */
const paces = { lively: 2000, relaxed: 3000 } as const;
/** In a tab that nobody sees, and of what does not change by itself. */
const unseenMs = 15_000;
const restingMs = 60_000;
const troubledMs = 5000;

export type Live<T> = {
  key: readonly unknown[];
  read: (signal: AbortSignal) => Promise<T>;
  /** Whether the data will change soon. */
  isActive: (data: T) => boolean;
  pace?: keyof typeof paces;
  /** Shows the data of the key before until those of a new key have come. */
  keepPrevious?: boolean;
};

/**
 * Data that stay current: the one place that decides how. It asks again and again; a push channel can take its place here
 * without a change anywhere else.
 */
export function useLive<T>(live: Live<T>): UseQueryResult<T, ApiError> {
  return useQuery<T, ApiError>({
    queryKey: live.key,
    queryFn: ({ signal }) => live.read(signal),
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) => {
      if (state.error) return pauseAfter(state.error);
      const active = state.data !== undefined && live.isActive(state.data);
      if (!active) return restingMs;
      return document.visibilityState === "visible" ? paces[live.pace ?? "lively"] : unseenMs;
    },
    ...(live.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** What is not there or not allowed does not become so by asking again. */
function pauseAfter(error: ApiError): number | false {
  if (error.status >= 400 && error.status < 500 && error.status !== 429) return false;
  return Math.max(troubledMs, (error.retryAfter ?? 0) * 1000);
}
