import type { Lead } from "./lead.ts";
import type { Counts, RunOutcome, RunTrigger } from "./tables.ts";

/** A run that the database has let begin. */
export type Begun = Lead & {
  settings: Record<string, unknown>;
  intervalSeconds: number;
  trigger: RunTrigger;
  startedAt: Date;
};

export type EndedRun = Begun & {
  id: string;
  outcome: RunOutcome;
  counts: Counts;
  error: string | null;
  durationMs: number;
};
