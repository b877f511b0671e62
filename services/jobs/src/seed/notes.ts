import { jobNoted } from "@agentos/contracts/events/jobs";
import type { SeedEvent } from "./history.ts";
import type { PlannedJob } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Timeline } from "./timeline.ts";

/** A planned job with what it has told so far, and the note that stands beside it. */
export type ToldJob = { plan: PlannedJob; timeline: Timeline; history: SeedEvent[]; note: string | null };

const notes = [
  "Looked at; nothing to do.",
  "Asked the owner about the sound.",
  "Owner has answered, all is well.",
  "To be shown at the next review.",
] as const;

/** How many events follow from a job: its own, and one for each clip. */
export function countEvents({ plan, history }: ToldJob): number {
  return history.length + (plan.status === "completed" ? plan.clips : 0);
}

/**
 * Where fewer than `wanted` events follow from the jobs, people have left notes beside those that are over, by turns, between
 * their end and `now`.
 */
export function addNotes(jobs: readonly ToldJob[], wanted: number, random: Random, now: Date): void {
  const over = jobs.filter(({ timeline }) => timeline.finishedAt !== null);
  const missing = wanted - jobs.reduce((sum, job) => sum + countEvents(job), 0);
  for (const [index, job] of over.entries()) {
    const from = job.timeline.finishedAt?.getTime() ?? now.getTime();
    const count = Math.floor(missing / over.length) + (index < missing % over.length ? 1 : 0);
    const times = Array.from({ length: Math.max(0, count) }, () => random.between(from, now.getTime()));
    for (const [turn, time] of times.toSorted((a, b) => a - b).entries()) {
      job.history.push({ contract: jobNoted, at: new Date(time), payload: {} });
      job.note = notes[turn % notes.length] ?? notes[0];
    }
  }
}
