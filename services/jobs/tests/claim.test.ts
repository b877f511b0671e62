import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sqlFile } from "../src/db/sql.ts";
import { emptyQueue, fillQueue } from "./harness/fill.ts";
import { startQueue, type TestQueue } from "./harness/queue.ts";

const first = "video_downloader";
let queue: TestQueue;
beforeAll(async () => {
  queue = await startQueue();
});
afterEach(() => emptyQueue(queue.context.pool));
afterAll(() => queue.close());

describe("a claim", () => {
  test("never gives a step to two of fifty workers that claim at once, and none is left", async () => {
    await fillQueue(queue.context.pool, { steps: 500, stage: first });
    const given: string[] = [];
    const workUntilEmpty = async (worker: string): Promise<void> => {
      // Steps are passed over while another claim holds them, so an empty answer is no proof that none waits.
      for (let empty = 0; empty < 3;) {
        const tasks = await queue.claim(first, { max: 4, worker });
        empty = tasks.length === 0 ? empty + 1 : 0;
        given.push(...tasks.map((task) => task.step_id));
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, n) => workUntilEmpty(`worker-${n}`)));
    expect(given).toHaveLength(500);
    expect(new Set(given).size).toBe(500);
    const { rows } = await queue.context.pool.query(
      "select count(*) as attempts, count(distinct step_id) as steps from attempts",
    );
    expect(rows).toEqual([{ attempts: 500, steps: 500 }]);
  });

  test("that is asked again gives the same tasks, with a whole lease", async () => {
    for (let n = 0; n < 5; n += 1) await queue.createJob();
    const request = randomUUID();
    const tasks = await queue.claim(first, { max: 3, request });
    await queue.context.pool.query("update steps set lease_expires_at = now() where state = 'running'");
    expect(await queue.claim(first, { max: 3, request })).toEqual(tasks);
    const { rows } = await queue.context.pool.query(
      "select min(lease_expires_at) > now() + interval '5 seconds' as kept, count(*) from steps where state = 'running'",
    );
    expect(rows).toEqual([{ kept: true, count: 3 }]);
  });

  test("that is asked again gives only what is still current", async () => {
    await queue.createJob();
    await queue.createJob();
    const request = randomUUID();
    const [done, open] = await queue.claim(first, { max: 2, request });
    if (!done || !open) throw new Error("two tasks were expected");
    await queue.finish(done);
    expect((await queue.claim(first, { max: 2, request })).map((task) => task.attempt_id)).toEqual([open.attempt_id]);
    await queue.createJob();
    expect(await queue.claim(first, { max: 2, request })).toHaveLength(1);
  });

  test("that is asked twice at the same time gives the same tasks twice", async () => {
    for (let n = 0; n < 8; n += 1) await queue.createJob();
    const request = randomUUID();
    const [one, two] = await Promise.all([1, 2].map(() => queue.claim(first, { max: 2, request })));
    expect(one).toHaveLength(2);
    expect(two).toEqual(one);
  });

  test("takes by priority, then by age", async () => {
    const low = await queue.createJob({ priority: "low" });
    const old = await queue.createJob();
    const young = await queue.createJob();
    const urgent = await queue.createJob({ priority: "urgent" });
    const high = await queue.createJob({ priority: "high" });
    const order = [];
    for (let n = 0; n < 5; n += 1) order.push((await queue.claimOne(first)).job_id);
    expect(order).toEqual([urgent, high, old, young, low]);
  });

  test("passes over a step that waits for its time", async () => {
    const later = await queue.createJob({ priority: "urgent" });
    const now = await queue.createJob();
    await sql`update steps set available_at = now() + interval '1 hour' where job_id = ${later} and state = 'waiting'`.execute(
      queue.context.db,
    );
    expect((await queue.claim(first, { max: 5 })).map((task) => task.job_id)).toEqual([now]);
  });

  test("takes nothing from a paused queue until it is resumed or the pause is over", async () => {
    await queue.createJob();
    const pause = (until: string): Promise<unknown> =>
      queue.context.pool.query(
        `insert into queues (stage, paused, paused_until) values ($1, true, ${until})
         on conflict (stage) do update set paused = true, paused_until = excluded.paused_until`,
        [first],
      );
    await pause("null");
    expect(await queue.claim(first)).toEqual([]);
    await pause("now() + interval '1 hour'");
    expect(await queue.claim(first)).toEqual([]);
    await pause("now() - interval '1 second'");
    expect(await queue.claim(first)).toHaveLength(1);
    await queue.context.pool.query("delete from queues");
  });

  test("does not take from a queue once its pause is committed, however it was timed", async () => {
    await queue.createJob();
    const client = await queue.context.pool.connect();
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtextextended('queue:' || $1, 0))", [first]);
    const claimed = queue.claim(first);
    await client.query("insert into queues (stage, paused) values ($1, true)", [first]);
    await client.query("commit");
    client.release();
    expect(await claimed).toEqual([]);
    await queue.context.pool.query("delete from queues");
  });

  test("arrives held at a queue that is drained, and is not given out", async () => {
    await queue.context.pool.query("insert into queues (stage, draining) values ('audio_transcriber', true)");
    const job = await queue.createJob();
    await queue.bringTo("audio_transcriber", job);
    expect(await queue.claim("audio_transcriber")).toEqual([]);
    const { rows } = await queue.context.pool.query("select state from steps where stage = 'audio_transcriber'");
    expect(rows).toEqual([{ state: "held" }]);
    await queue.context.pool.query("delete from queues");
  });

  test("finds its steps by the index among a hundred thousand", async () => {
    const { pool, db } = queue.context;
    await fillQueue(pool, { steps: 100_000, stage: first });
    await pool.query("analyze steps");
    await pool.query("analyze jobs");
    const explainClaim = sqlFile<{ "QUERY PLAN": string }>("claim", "explain (analyze, buffers) ");
    const plan = (await explainClaim(db, [first, 16, randomUUID(), "worker", 8])).map((row) => row["QUERY PLAN"]);
    const text = plan.join("\n");
    expect(text).toContain("Index Scan using steps_open");
    expect(text).not.toMatch(/Seq Scan on (steps|jobs)/);
    const looked = /Index Scan using steps_open.*?rows=(\d+) loops=1\)/.exec(text)?.[1];
    expect(Number(looked)).toBeLessThan(100);
  });
});
