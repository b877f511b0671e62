import type { ClaimedTask } from "@agentos/contracts/messages/jobs";
import { priorities } from "@agentos/contracts/job-options";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { expect } from "vitest";
import type { AttemptOutcome } from "../../src/db/tables.ts";
import type { Context } from "../../src/context.ts";
import { beginDraining } from "../../src/queue/drain-queues.ts";
import { failAttempt } from "../../src/queue/fail.ts";
import { releaseAttempt } from "../../src/queue/release.ts";
import { renewLeasesOf } from "../../src/queue/renew.ts";
import { resumeQueues } from "../../src/queue/resume-queues.ts";
import { changeJobs, type Unit } from "../../src/unit.ts";
import { cancelJob, clearAll, prioritiseJob, retryJob } from "./changes.ts";
import { worker, type TestQueue } from "./queue.ts";

type Attempt = { task: ClaimedTask; ended: AttemptOutcome | null };
/** The queue, and what a test knows of it: its jobs, and every attempt with how it must have ended. */
export type World = { queue: TestQueue; jobs: string[]; attempts: Attempt[] };
/** Something that happens to the queue. It holds the answer against what the test knows. */
export type Move = (world: World) => Promise<void>;

export async function conflictOr<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    expect(error).toMatchObject({ code: "CONFLICT" });
    return undefined;
  }
}

const pick = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)];
const ofWorker = ({ task }: Attempt) => ({ attempt_id: task.attempt_id, worker_id: worker });

/** Does something to one of the attempts, every other time to an open one. */
function toAttempt(n: number, act: (attempt: Attempt, queue: TestQueue) => Promise<void>): Move {
  return async ({ queue, attempts }) => {
    const open = attempts.filter((attempt) => attempt.ended === null);
    const attempt = pick(n % 2 === 0 && open.length > 0 ? open : attempts, n);
    if (attempt) await act(attempt, queue);
  };
}

/** A word about an attempt is taken while the attempt is open, and again if it is the same word. */
async function hear(attempt: Attempt, outcome: AttemptOutcome, answer: Promise<{ accepted: boolean }>): Promise<void> {
  expect((await answer).accepted).toBe(attempt.ended === null || attempt.ended === outcome);
  attempt.ended ??= outcome;
}

export const create: Move = async ({ queue, jobs }) => void jobs.push(await queue.createJob());

export function claim(stage: number, max: number): Move {
  return async ({ queue, attempts }) => {
    for (const task of await queue.claim(pick(stageNames, stage) ?? "video_downloader", { max })) {
      // An attempt id never comes back.
      expect(attempts.some((attempt) => attempt.task.attempt_id === task.attempt_id)).toBe(false);
      attempts.push({ task, ended: null });
    }
  };
}

export const claimAny: Move = async (world) => {
  for (const stage of stageNames.keys()) await claim(stage, 2)(world);
};

export const passTime: Move = async ({ queue }) => {
  // Locked in one order, so that two of these do not wait for each other.
  await queue.context.pool.query(
    `with waiting as (select id from steps where state = 'waiting' order by id for update)
     update steps set available_at = now() where id in (select id from waiting) and state = 'waiting'`,
  );
};

export const completeOpen: Move = async ({ queue, attempts }) => {
  for (const attempt of attempts.filter((one) => one.ended === null)) {
    await hear(attempt, "done", queue.finish(attempt.task));
  }
};

/** Takes every job that is under way a stage further, so that some come to their end. */
export const advance: Move = async (world) => {
  await passTime(world);
  await claimAny(world);
  await completeOpen(world);
};

export function complete(n: number): Move {
  return toAttempt(n, (attempt, queue) => hear(attempt, "done", queue.finish(attempt.task)));
}

export function fail(n: number, retryable: boolean): Move {
  const error = { code: "STAGE_FAILED" as const, message: "It did not work.", retryable };
  return toAttempt(n, (attempt, { context }) =>
    hear(attempt, "failed", failAttempt(context, { ...ofWorker(attempt), error })),
  );
}

export function release(n: number): Move {
  return toAttempt(n, (attempt, { context }) => hear(attempt, "released", releaseAttempt(context, ofWorker(attempt))));
}

export function expire(n: number): Move {
  return toAttempt(n, async (attempt, queue) => {
    await queue.expire(attempt.task.attempt_id);
    await queue.reap();
    attempt.ended ??= "lost";
  });
}

export function renew(n: number): Move {
  return toAttempt(n, async ({ task: { attempt_id }, ended }, { context }) => {
    const attempts = [{ attempt_id, progress: (n % 10) / 10 }];
    const { verdicts } = await renewLeasesOf(context, { worker_id: worker, attempts });
    const verdict = ended === null ? "continue" : ended === "cancelled" ? "cancel" : "stale";
    expect(verdicts).toEqual([{ attempt_id, verdict }]);
  });
}

export function cancel(n: number): Move {
  return async ({ queue, jobs, attempts }) => {
    const id = pick(jobs, n);
    if (id === undefined) return;
    const cancelled = await conflictOr(cancelJob(queue.context, id));
    if (!cancelled) return;
    for (const attempt of attempts) if (attempt.task.job_id === id) attempt.ended ??= "cancelled";
  };
}

export function retry(n: number, from: number | null): Move {
  return async ({ queue, jobs }) => {
    const id = pick(jobs, n);
    const stage = from === null ? undefined : pick(stageNames, from);
    if (id !== undefined) await conflictOr(retryJob(queue.context, id, stage));
  };
}

export function prioritise(n: number, to: number): Move {
  return async ({ queue, jobs }) => {
    const id = pick(jobs, n);
    const priority = pick(priorities, to) ?? "normal";
    if (id !== undefined) await conflictOr(prioritiseJob(queue.context, id, priority));
  };
}

/** Changes queues as an action does but for its outcome. */
export function change(
  context: Context,
  queues: readonly StageName[],
  how: (unit: Unit, queues: readonly StageName[]) => Promise<number>,
): Promise<number> {
  return changeJobs(context, (unit) => how(unit, queues));
}

function toQueue(n: number, how: (unit: Unit, queues: readonly StageName[]) => Promise<number>): Move {
  return async ({ queue }) => void (await change(queue.context, [pick(stageNames, n) ?? "video_downloader"], how));
}

export const clear = (n: number): Move => toQueue(n, clearAll);
export const drain = (n: number): Move => toQueue(n, beginDraining);
export const resume = (n: number): Move => toQueue(n, resumeQueues);
