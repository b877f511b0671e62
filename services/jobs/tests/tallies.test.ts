import { stageNames } from "@agentos/contracts/stages/stages";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { foldTallies } from "../src/loops/tally-keeper.ts";
import { failAttempt } from "../src/queue/fail.ts";
import { cancelJob, purgeJob, retryJob } from "./harness/changes.ts";
import * as moves from "./harness/moves.ts";
import { startQueue, worker, type TestQueue } from "./harness/queue.ts";
import { until } from "./harness/until.ts";
import { countEverything, readTallied } from "./harness/tallies.ts";

let queue: TestQueue;
beforeAll(async () => {
  queue = await startQueue({ ownPostgres: true });
});
afterAll(() => queue.close());

beforeEach(async () => {
  const { pool } = queue.context;
  for (const table of ["jobs", "events", "purged_days", "tallies", "tally_changes"])
    await pool.query(`delete from ${table}`);
  await pool.query("update queues set paused = false, draining = false");
});

const n = fc.nat({ max: 50 });
const stage = fc.nat({ max: 5 });
const purge =
  (which: number): moves.Move =>
  async ({ queue: { context }, jobs, attempts }) => {
    const id = jobs[which % Math.max(1, jobs.length)];
    if (id === undefined || !(await moves.conflictOr(purgeJob(context, id)))) return;
    jobs.splice(jobs.indexOf(id), 1);
    // Nothing is known of its attempts any more: the same word a second time comes too late.
    attempts.splice(0, Infinity, ...attempts.filter(({ task }) => task.job_id !== id));
  };
const fold: moves.Move = ({ queue: { context } }) => foldTallies(context.db);
const anyMove: fc.Arbitrary<moves.Move> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(moves.create) },
  { weight: 3, arbitrary: fc.constant(moves.claimAny) },
  { weight: 9, arbitrary: fc.constant(moves.advance) },
  { weight: 3, arbitrary: n.map(moves.complete) },
  { weight: 3, arbitrary: fc.tuple(n, fc.boolean()).map(([which, retryable]) => moves.fail(which, retryable)) },
  { weight: 1, arbitrary: n.map(moves.release) },
  { weight: 1, arbitrary: n.map(moves.expire) },
  { weight: 1, arbitrary: n.map(moves.cancel) },
  { weight: 2, arbitrary: fc.tuple(n, fc.option(stage)).map(([which, from]) => moves.retry(which, from)) },
  { weight: 1, arbitrary: stage.map(moves.clear) },
  { weight: 1, arbitrary: stage.map(moves.drain) },
  { weight: 1, arbitrary: stage.map(moves.resume) },
  { weight: 1, arbitrary: n.map(purge) },
  { weight: 2, arbitrary: fc.constant(fold) },
);

test("whatever happens in whatever order, the tallies are what counting everything gives", async () => {
  const { pool } = queue.context;
  const property = fc.asyncProperty(fc.array(anyMove, { minLength: 5, maxLength: 30 }), async (sequence) => {
    const world: moves.World = { queue, jobs: [], attempts: [] };
    for (const move of [moves.create, ...sequence]) await move(world);
    const counted = withoutGone(await countEverything(pool));
    expect(withoutGone(await readTallied(pool))).toEqual(counted);
    await foldTallies(queue.context.db);
    expect(withoutGone(await readTallied(pool))).toEqual(counted);
  });
  await fc.assert(property, { numRuns: 25 });
});

/** The attempts of a purged job are gone; what was counted of them stays. */
function withoutGone(tallied: Awaited<ReturnType<typeof readTallied>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(tallied).filter(([name]) => !/^(attempt|activity)/.test(name)));
}

test("the tallies are exact though many write and fold at once, and the server is killed under them", async () => {
  const { context, stack } = queue;
  const jobs = await Promise.all(Array.from({ length: 10 }, () => queue.createJob()));
  const happens = (probability: number): boolean => Math.random() < probability;
  const any = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;
  let killed = 0;
  const turn = async (): Promise<void> => {
    for (const task of await queue.claim(any(stageNames), { max: 3 })) {
      const error = { code: "STAGE_FAILED" as const, message: "It did not work.", retryable: happens(0.5) };
      if (happens(0.2)) await failAttempt(context, { attempt_id: task.attempt_id, worker_id: worker, error });
      else await queue.finish(task);
    }
    if (happens(0.2)) await moves.conflictOr(cancelJob(context, any(jobs)));
    if (happens(0.4)) await moves.conflictOr(retryJob(context, any(jobs)));
    if (happens(0.2)) await moves.passTime({ queue, jobs, attempts: [] });
    if (happens(0.3)) await queue.createJob();
    if (happens(0.2)) await foldTallies(context.db);
  };
  const actor = async (): Promise<void> => {
    for (let turns = 0; turns < 40; turns += 1) {
      try {
        await turn();
      } catch {
        // The server went away in the midst: what was committed counts, whatever it was.
        killed += 1;
        await until("the server", () => context.pool.query("select 1"));
      }
    }
  };
  const killer = async (): Promise<void> => {
    for (let kills = 0; kills < 2; kills += 1) {
      const begun = "select from attempts where outcome is not null offset $1 limit 1";
      await until("some attempts more", async () => (await context.pool.query(begun, [kills * 20])).rowCount === 1);
      await stack.database.restart();
    }
  };
  await Promise.all([...Array.from({ length: 6 }, actor), killer()]);
  expect(killed).toBeGreaterThan(0);
  const counted = await countEverything(context.pool);
  expect(Object.keys(counted)).toEqual(expect.arrayContaining(["created  ", "attempts video_downloader done"]));
  expect(await readTallied(context.pool)).toEqual(counted);
  await foldTallies(context.db);
  expect(await readTallied(context.pool)).toEqual(counted);
  expect((await context.pool.query("select from tally_changes")).rowCount).toBe(0);
});
