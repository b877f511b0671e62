import { randomUUID } from "node:crypto";
import { describeError } from "@agentos/contracts/errors";
import { stageNames, stages, type StageName } from "@agentos/contracts/stages/stages";
import { v7 as uuidv7 } from "uuid";
import type { AttemptOutcome, StepState } from "../db/tables.ts";
import { spread, stageSeconds } from "./course.ts";
import type { PlannedJob } from "./plan.ts";
import type { Random } from "./random.ts";

export type SeedAttempt = {
  id: string;
  try: number;
  outcome: AttemptOutcome;
  error: { code: string; message: string } | null;
  waitedSeconds: number;
  startedAt: Date;
  endedAt: Date;
};
export type SeedStep = {
  id: string;
  stage: StageName;
  position: number;
  state: StepState;
  availableAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  attempts: SeedAttempt[];
};
export type Timeline = { steps: SeedStep[]; startedAt: Date | null; finishedAt: Date | null };

const after = (time: Date, seconds: number): Date => new Date(time.getTime() + seconds * 1000);

/**
 * When each step of a planned job happened. The step at which an unfinished job is, is `held`: no worker takes it and no lease
 * can run out, and it says so. Times follow the speeds that were measured, give or take a third.
 */
export function layOut(job: PlannedJob, random: Random): Timeline {
  const current = stageNames.indexOf(job.stage);
  let now = job.createdAt;
  const steps = stages.map(({ name, tries: allowed }, position): SeedStep => {
    const base = { id: uuidv7({ msecs: job.createdAt.getTime() }), stage: name, position, availableAt: now };
    const seconds = stageSeconds(name, job) * random.between(spread.least, spread.most);
    const end = endOf(job, position - current);
    if (!end.worked) {
      const finishedAt = end.state === "cancelled" ? now : null;
      return { ...base, state: end.state, startedAt: null, finishedAt, attempts: [] };
    }
    const tries = job.failure?.deadLetter && end.state === "failed" ? allowed : 1;
    const attempts = Array.from({ length: tries }, (_, index): SeedAttempt => {
      const waitedSeconds = index === 0 ? (job.waitSeconds ?? 0) : 1;
      const startedAt = after(now, waitedSeconds);
      now = after(startedAt, end.state === "done" ? seconds : seconds / 3);
      return { ...end.attempt, id: randomUUID(), try: index + 1, waitedSeconds, startedAt, endedAt: now };
    });
    return { ...base, state: end.state, startedAt: attempts[0]?.startedAt ?? null, finishedAt: now, attempts };
  });
  const startedAt = steps[0]?.startedAt ?? null;
  const ended = job.status !== "queued" && job.status !== "processing";
  return { steps, startedAt, finishedAt: ended ? now : null };
}

type End =
  | { worked: false; state: "held" | "blocked" | "cancelled" }
  | { worked: true; state: StepState; attempt: Pick<SeedAttempt, "outcome" | "error"> };

/** How a step ended that is `distance` stages after the one at which the job is or ended. */
function endOf(job: PlannedJob, distance: number): End {
  const done: End = { worked: true, state: "done", attempt: { outcome: "done", error: null } };
  if (distance < 0 || job.status === "completed") return done;
  if (distance > 0) return { worked: false, state: job.status === "cancelled" ? "cancelled" : "blocked" };
  if (job.failure) {
    const { code } = job.failure;
    const outcome = code === "WORKER_LOST" ? "lost" : "failed";
    return { worked: true, state: "failed", attempt: { outcome, error: { code, message: describeError(code).says } } };
  }
  if (job.status === "cancelled") {
    return { worked: true, state: "cancelled", attempt: { outcome: "cancelled", error: null } };
  }
  return { worked: false, state: "held" };
}
