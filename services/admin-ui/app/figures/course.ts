import type { AnalyticsFigures } from "@agentos/contracts/analytics";

type Slot = AnalyticsFigures["throughput"][number];
type Counts = Omit<Slot, "at">;

const hourMs = 3_600_000;
/** Longer spans are counted by the day. */
const hourlyMs = 7 * 24 * hourMs;

/** A moment of the course, in milliseconds since 1970, with what was counted from it to the next. */
export type Moment = Counts & { at: number };

/** The throughput with the hours, or days, in which nothing happened: those are left out of the figures, and are zero. */
export function courseOf({ from, to, throughput }: Pick<AnalyticsFigures, "from" | "to" | "throughput">): Moment[] {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const step = end - begin > hourlyMs ? 24 * hourMs : hourMs;
  const counted = new Map(throughput.map((slot) => [Date.parse(slot.at), slot]));
  const moments: Moment[] = [];
  for (let at = Math.floor(begin / step) * step; at < end; at += step) {
    const { created = 0, completed = 0, failed = 0, cancelled = 0 } = counted.get(at) ?? {};
    moments.push({ at, created, completed, failed, cancelled });
  }
  return moments;
}

/** Completed among completed and failed, in each moment; null where none ended. */
export function successCourse(moments: readonly Moment[]): (number | null)[] {
  return moments.map(({ completed, failed }) => (completed + failed === 0 ? null : completed / (completed + failed)));
}
