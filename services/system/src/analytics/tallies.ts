import { classOf } from "@agentos/service-kit/durations";

export const hourMs = 3_600_000;

export function hourOf(at: number): number {
  return Math.floor(at / hourMs) * hourMs;
}

/** What is counted; `subject` and `detail` are what the comments say. */
export type Measure =
  /** Jobs. */
  | "created"
  | "retried"
  /** Subject: completed, failed or cancelled. */
  | "ended"
  /** Subject: within or beyond. */
  | "sla"
  /** Completed jobs. Subject: how many clips they have. */
  | "clips"
  /** Failed jobs. Subject: the fingerprint; detail: code and stage. */
  | "errors"
  /** Attempts. Subject: the stage; detail: done, failed, again, released or cancelled. */
  | "attempts"
  /** Durations. Subject: the stage, if any; detail: the class. */
  | "turnaround"
  | "processing"
  | "stage"
  | "wait"
  /** Time that was spent in the hour. Subject: the stage. */
  | "busy"
  | "online";

export type Tally = {
  hour: number;
  measure: Measure;
  subject: string;
  detail: string;
  count: number;
  milliseconds: number;
};
type Added = { subject?: string; detail?: string; count?: number; milliseconds?: number };

/** What has been counted since it was made: in the hours of a span, or whenever. */
export class Tallies {
  readonly #byKey = new Map<string, Tally>();
  readonly #from: number;
  readonly #to: number;

  constructor(span: { from: number; to: number } = { from: -Infinity, to: Infinity }) {
    this.#from = span.from;
    this.#to = span.to;
  }

  get rows(): Tally[] {
    return [...this.#byKey.values()];
  }

  add(at: number, measure: Measure, { subject = "", detail = "", count = 1, milliseconds = 0 }: Added = {}): void {
    const hour = hourOf(at);
    if (hour < this.#from || hour >= this.#to) return;
    const key = JSON.stringify([hour, measure, subject, detail]);
    const tally = this.#byKey.get(key) ?? { hour, measure, subject, detail, count: 0, milliseconds: 0 };
    tally.count += count;
    tally.milliseconds += milliseconds;
    this.#byKey.set(key, tally);
  }

  /** Counts what has taken from `begun` to `ended`; where clocks of transactions differ, nothing has taken less than nothing. */
  duration(measure: Measure, begun: number | null, ended: number, subject = ""): void {
    if (begun === null) return;
    const milliseconds = Math.max(0, ended - begun);
    this.add(ended, measure, { subject, detail: `${classOf(milliseconds)}`, milliseconds });
  }

  /** Shares a span of time among its hours. */
  spent(measure: Measure, begun: number, ended: number, subject: string): void {
    for (let at = begun; at < ended; at = hourOf(at) + hourMs) {
      this.add(at, measure, { subject, count: 0, milliseconds: Math.min(ended, hourOf(at) + hourMs) - at });
    }
  }
}
