import type { complete } from "@agentos/contracts/messages/jobs";
import type { z } from "zod";
import type { Context } from "../context.ts";
import type { AttemptOutcome, JobRow } from "../db/tables.ts";
import { inTraceOf } from "../events.ts";
import { changeJobs, type Unit } from "../unit.ts";
import { findAttempt, holdAttempt, type AttemptFacts } from "./held-attempt.ts";

/** The answer to a worker that tells how its attempt ended. */
export type Answer = z.output<typeof complete.reply>;

const accepted: Answer = { accepted: true, reason: null };
const stale: Answer = { accepted: false, reason: "stale" };

/** Handles a worker's word about one of its own attempts, in the trace of the job; `stale` for any other attempt. */
export async function hearWorker(
  context: Context,
  told: { attempt_id: string; worker_id: string },
  handle: (facts: AttemptFacts) => Promise<Answer>,
): Promise<Answer> {
  const facts = await findAttempt(context.db, told.attempt_id);
  if (!facts || facts.worker_id !== told.worker_id) return stale;
  return inTraceOf(facts, () => handle(facts));
}

/**
 * Ends an attempt as `outcome` by `settle`, if it is still the current one. Of one that has ended, the same word a second time
 * is accepted and changes nothing; any other comes too late.
 */
export async function settleAttempt(
  context: Context,
  facts: AttemptFacts,
  outcome: AttemptOutcome,
  settle: (unit: Unit, job: JobRow) => Promise<void>,
): Promise<Answer & { settled: boolean }> {
  return changeJobs(context, async (unit) => {
    const held = await holdAttempt(unit.tx, facts);
    if (!held) return { ...stale, settled: false };
    if (held.outcome !== null) return { ...answerAgain(held.outcome, outcome), settled: false };
    await settle(unit, held.job);
    return { ...accepted, settled: true };
  });
}

function answerAgain(ended: AttemptOutcome, told: AttemptOutcome): Answer {
  if (ended === told) return accepted;
  return ended === "cancelled" ? { accepted: false, reason: "cancelled" } : stale;
}
