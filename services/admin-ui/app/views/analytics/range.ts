import { analyticsDays } from "@agentos/contracts/analytics";
import { z } from "zod";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Spans that end with the running hour. */
export const ranges = [
  { value: "24h", label: "24 hours", ms: dayMs },
  { value: "7d", label: "7 days", ms: 7 * dayMs },
  { value: "30d", label: "30 days", ms: 30 * dayMs },
  { value: "90d", label: "90 days", ms: 90 * dayMs },
  { value: "365d", label: "A year", ms: 365 * dayMs },
] as const;

type RangeName = (typeof ranges)[number]["value"];
const names = ranges.map(({ value }) => value) as [RangeName, ...RangeName[]];

/** The span as it stands in the address: a name, or two moments. */
export const rangeFilters = z.object({
  range: z.enum([...names, "custom"]).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});
export type RangeFilters = z.output<typeof rangeFilters>;

/** Of whole hours, UTC. */
export type Span = { from: string; to: string };

/** The span that is asked for, of whole hours; a span of one's own that is not complete is that of the last day. */
export function spanOf({ range = "24h", from, to }: RangeFilters, now: number): Span {
  const end = (Math.floor(now / hourMs) + 1) * hourMs;
  if (range === "custom" && from !== undefined && to !== undefined) return { from, to };
  const ms = ranges.find(({ value }) => value === range)?.ms ?? dayMs;
  return { from: new Date(end - ms).toISOString(), to: new Date(end).toISOString() };
}

/** What is wrong with a span, in words; undefined where nothing is. */
export function wrongWith({ from, to }: Span): string | undefined {
  const length = Date.parse(to) - Date.parse(from);
  if (length <= 0) return "It ends before it begins: choose a later end or an earlier beginning.";
  if (length > analyticsDays * dayMs) return `At most ${analyticsDays} days: choose a later beginning.`;
  return undefined;
}
