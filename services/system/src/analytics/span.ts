import type { ReportPeriod } from "@agentos/contracts/analytics";
import { hourMs, hourOf } from "./tallies.ts";

/** Whole hours, in milliseconds since 1970; `to` is not in it. */
export type Span = { from: number; to: number };

const hoursOf: Record<ReportPeriod, number> = { last_24_hours: 24, last_7_days: 168, last_30_days: 720 };

/** The whole hours that a span is in. */
export function spanOf({ from, to }: { from: string; to: string }): Span {
  return { from: hourOf(Date.parse(from)), to: hourOf(Date.parse(to) - 1) + hourMs };
}

/** The hours of a period, the running one among them. */
export function spanOfPeriod(period: ReportPeriod, now = Date.now()): Span {
  const to = hourOf(now) + hourMs;
  return { from: to - hoursOf[period] * hourMs, to };
}
