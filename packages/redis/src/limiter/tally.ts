/** A rule in numbers, with what one call costs; `extra` and `calls` as in `algorithms.lua`. */
export type Shape = { limit: number; windowMs: number; extra: number; cost: number; calls: number };

/** A count in memory. Times in milliseconds of a clock that never goes back. */
export type Tally = {
  /** Says where the count stands, and changes nothing that a later call would notice. */
  judge(now: number, shape: Shape): { waitMs: number; left: number; resetMs: number };
  /** Counts a call that was judged just now. */
  spend(now: number, shape: Shape): void;
};
