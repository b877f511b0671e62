import type { EventContract } from "@agentos/contracts/events/event-contract";
import * as events from "@agentos/contracts/events/jobs";
import { stageNames } from "@agentos/contracts/stages/stages";
import type { PlannedJob } from "./plan.ts";
import type { SeedStep, Timeline } from "./timeline.ts";

/** An event of a seeded job; `version` counts from 1, as the job's changes did. */
export type SeedEvent = { contract: EventContract; at: Date; payload: Record<string, unknown> };

/** The events that a job of this timeline would have told, in order. */
export function historyOf(job: PlannedJob, { steps, finishedAt }: Timeline): SeedEvent[] {
  const told: SeedEvent[] = [{ contract: events.jobCreated, at: job.createdAt, payload: {} }];
  for (const step of steps) told.push(...eventsOf(step));
  if (finishedAt) told.push(endOf(job, steps, finishedAt));
  return told;
}

function eventsOf(step: SeedStep): SeedEvent[] {
  const { stage } = step;
  const entered = events.stageEntered[stageNames.indexOf(stage)] ?? events.jobStep;
  const isLast = stage === stageNames.at(-1);
  return step.attempts.flatMap((attempt, index): SeedEvent[] => {
    const begun = { contract: entered, at: attempt.startedAt, payload: { stage, tries: attempt.try } };
    const goesOn = step.state === "done" ? !isLast : index < step.attempts.length - 1;
    if (!goesOn) return [begun];
    const state = step.state === "done" ? "done" : "waiting";
    const payload = { stage, state, tries: attempt.try, error_code: attempt.error?.code ?? null };
    return [begun, { contract: events.jobStep, at: attempt.endedAt, payload }];
  });
}

function endOf(job: PlannedJob, steps: readonly SeedStep[], at: Date): SeedEvent {
  const error = steps.flatMap((step) => step.attempts).at(-1)?.error;
  if (job.failure && error) {
    const payload = { error_code: error.code, stage: job.stage, message: error.message };
    return { contract: events.jobFailed, at, payload };
  }
  if (job.status === "completed") return { contract: events.jobCompleted, at, payload: { clips: job.clips } };
  return { contract: events.jobCancelled, at, payload: {} };
}
