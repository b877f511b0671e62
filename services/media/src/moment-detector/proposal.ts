/** A stretch that may become a moment: seconds of the media, a score 0–100, and what a person is told of it. */
export type Proposal = {
  start: number;
  end: number;
  title: string;
  score: number;
  reasons: string[];
  features: Record<string, number>;
  /** What is said in it; empty where nothing is. */
  text: string;
};

/** How long and how many the moments of a job shall be. */
export type Wish = { count: number; minSeconds: number; maxSeconds: number };

/** A length that leaves room for the wished number of clips, between the limits and at most forty seconds. */
export function preferredSeconds(duration: number, wish: Wish): number {
  const fair = (0.6 * duration) / wish.count;
  return Math.min(Math.max(fair, wish.minSeconds * 1.2), Math.max(wish.minSeconds, Math.min(wish.maxSeconds, 40)));
}

/** How well a length suits the preferred one, 0–1: fully from two thirds to one and a half of it. Both in seconds. */
export function lengthFit(seconds: number, preferred: number): number {
  const off = Math.abs(Math.log(seconds / preferred)) - Math.log(1.5);
  return Math.max(0, 1 - Math.max(0, off) / Math.log(3));
}

/** Leaves out those that are all but the whole video, as long as there is another choice. */
export function withoutWhole<T extends { start: number; end: number }>(stretches: readonly T[], duration: number): T[] {
  const parts = stretches.filter((s) => s.end - s.start < 0.95 * duration);
  return parts.length > 0 ? parts : [...stretches];
}
