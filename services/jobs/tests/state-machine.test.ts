import { stageNames } from "@agentos/contracts/stages/stages";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cancelJob, clearAll, retryJob } from "./harness/changes.ts";
import { beginDraining } from "../src/queue/drain-queues.ts";
import { failAttempt } from "../src/queue/fail.ts";
import { resumeQueues } from "../src/queue/resume-queues.ts";
import { expectInvariants, expectNoReturn } from "./harness/invariants.ts";
import * as moves from "./harness/moves.ts";
import { startQueue, worker, type TestQueue } from "./harness/queue.ts";
import { snapshot } from "./harness/snapshot.ts";

let queue: TestQueue;
beforeAll(async () => {
  queue = await startQueue();
});
afterAll(() => queue.close());

async function clear(): Promise<void> {
  await queue.context.pool.query("delete from jobs");
  await queue.context.pool.query("delete from events");
  await queue.context.pool.query("update queues set paused = false, draining = false");
}
beforeEach(clear);

const n = fc.nat({ max: 50 });
const stage = fc.nat({ max: 5 });
/** How often each move is made, and with what. */
const anyMove: fc.Arbitrary<[name: string, move: moves.Move]> = fc.oneof(
  ...(
    [
      [2, "create", fc.constant(moves.create)],
      [2, "claim", fc.tuple(stage, fc.integer({ min: 1, max: 4 })).map(([at, max]) => moves.claim(at, max))],
      [3, "claim any", fc.constant(moves.claimAny)],
      [9, "advance", fc.constant(moves.advance)],
      [3, "complete", n.map(moves.complete)],
      [3, "complete open", fc.constant(moves.completeOpen)],
      [3, "fail", fc.tuple(n, fc.boolean()).map(([which, retryable]) => moves.fail(which, retryable))],
      [1, "release", n.map(moves.release)],
      [2, "expire", n.map(moves.expire)],
      [1, "renew", n.map(moves.renew)],
      [1, "cancel", n.map(moves.cancel)],
      [2, "retry", fc.tuple(n, fc.option(stage)).map(([which, from]) => moves.retry(which, from))],
      [1, "prioritise", fc.tuple(n, n).map(([which, to]) => moves.prioritise(which, to))],
      [1, "clear", stage.map(moves.clear)],
      [1, "drain", stage.map(moves.drain)],
      [2, "resume", stage.map(moves.resume)],
      [2, "pass time", fc.constant(moves.passTime)],
    ] as const
  ).map(([weight, name, move]) => ({ weight, arbitrary: fc.tuple(fc.constant<string>(name), move) })),
);

/** Sequences by which every end of a run is reached, whatever chance does. */
const examples: moves.Move[][] = [
  stageNames.map(() => moves.advance),
  [moves.advance, moves.claimAny, moves.fail(0, false), moves.retry(0, null), moves.advance],
  [moves.claimAny, moves.cancel(0), moves.complete(0), moves.retry(0, 0), ...stageNames.map(() => moves.advance)],
];

test("whatever happens in whatever order, the state machine keeps its rules", async () => {
  const property = fc.asyncProperty(fc.array(anyMove, { minLength: 5, maxLength: 40 }), async (sequence) => {
    await clear();
    const world: moves.World = { queue, jobs: [], attempts: [] };
    let before = await snapshot(queue.context.pool);
    for (const move of [moves.create, ...sequence.map(([, made]) => made)]) {
      await move(world);
      const after = await snapshot(queue.context.pool);
      expectInvariants(after);
      expectNoReturn(before, after);
      before = after;
    }
    const outcomes = new Map(before.attempts.map((row) => [row["id"], row["outcome"]]));
    for (const { task, ended } of world.attempts) expect(outcomes.get(task.attempt_id)).toBe(ended);
  });
  const fixed = examples.map((made): [[string, moves.Move][]] => [made.map((move) => ["example", move])]);
  await fc.assert(property, { numRuns: 60, examples: fixed });
});

test("the same holds when everything happens at once", async () => {
  const { context } = queue;
  const jobs = await Promise.all(Array.from({ length: 12 }, () => queue.createJob()));
  const happens = (probability: number): boolean => Math.random() < probability;
  const any = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(Math.random() * from.length)] ?? from[0];
  const actor = async (): Promise<void> => {
    for (let turn = 0; turn < 25; turn += 1) {
      for (const task of await queue.claim(any(stageNames), { max: 3 })) {
        if (happens(0.15)) await queue.expire(task.attempt_id);
        const error = { code: "STAGE_FAILED" as const, message: "It did not work.", retryable: happens(0.5) };
        if (happens(0.1)) await failAttempt(context, { attempt_id: task.attempt_id, worker_id: worker, error });
        else await Promise.all([queue.finish(task), queue.finish(task)]);
      }
      const job = any(jobs as [string, ...string[]]);
      if (happens(0.15)) await moves.conflictOr(cancelJob(context, job));
      if (happens(0.3)) await moves.conflictOr(retryJob(context, job));
      if (happens(0.05)) await moves.change(context, [any(stageNames)], clearAll);
      if (happens(0.05)) await moves.change(context, [any(stageNames)], beginDraining);
      if (happens(0.2)) await moves.change(context, stageNames, resumeQueues);
      if (happens(0.3)) await queue.reap();
      if (happens(0.3)) await moves.passTime({ queue, jobs, attempts: [] });
    }
  };
  await Promise.all(Array.from({ length: 8 }, actor));
  const after = await snapshot(context.pool);
  expectInvariants(after);
  expect(after.jobs).toHaveLength(12);
});
