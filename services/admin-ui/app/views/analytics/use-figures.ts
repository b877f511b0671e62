import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import { analyticsOperations } from "@agentos/contracts/api/analytics";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useStaff } from "../../data/staff.ts";
import { useSection } from "../../data/use-section.ts";
import { wrongWith, type Span } from "./range.ts";

/** What has been counted anew is read so long after the first of several changes. */
const settleMs = 3000;
const everyMs = 60_000;

export type Figures = {
  /** Undefined before the first answer. */
  figures: AnalyticsFigures | undefined;
  /** They are those of what was asked for before. */
  previous: boolean;
  loading: boolean;
  error: Error | null;
};

/** The figures of a span, read anew whenever the last day's have changed. */
export function useFigures({ from, to }: Span): Figures {
  const { client } = useStaff();
  const queries = useQueryClient();
  const day = useSection("analytics").value?.last_24_hours;
  const { data, error, isPlaceholderData, isPending } = useQuery({
    queryKey: ["metrics", from, to],
    queryFn: ({ signal }) => client.call(analyticsOperations.metrics, { query: { from, to }, signal }),
    enabled: wrongWith({ from, to }) === undefined,
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
  });
  const seen = useRef(day);
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (seen.current === day) return;
    const first = seen.current === undefined;
    seen.current = day;
    if (first || later.current !== undefined) return;
    later.current = setTimeout(() => {
      later.current = undefined;
      void queries.invalidateQueries({ queryKey: ["metrics"] });
    }, settleMs);
  }, [day, queries]);
  useEffect(() => () => clearTimeout(later.current), []);
  return { figures: data, previous: isPlaceholderData, loading: isPending, error };
}
