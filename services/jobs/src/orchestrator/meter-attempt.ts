import type { AttemptOutcome } from "../db/tables.ts";
import type { AttemptFacts } from "../queue/held-attempt.ts";
import type { Unit } from "../unit.ts";

/** Counts an attempt's end, once committed. This clock and the database's may differ a little. */
export function meterAttempt(
  unit: Unit,
  { stage, started_at }: Pick<AttemptFacts, "stage" | "started_at">,
  outcome: AttemptOutcome,
): void {
  const seconds = Math.max(0, (Date.now() - started_at.getTime()) / 1000);
  unit.afterCommit(({ meters }) => meters.attempts.observe({ stage, outcome }, seconds));
}
