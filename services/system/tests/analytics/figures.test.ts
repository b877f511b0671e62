import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "../../src/db/tables.ts";
import { readFigures } from "../../src/analytics/read-figures.ts";
import { recompute } from "../../src/analytics/recompute.ts";
import { countNew } from "../../src/analytics/count-events.ts";
import { startCounting, type Counting } from "./counting.ts";
import { histories, write } from "./histories.ts";

let counting: Counting;
beforeAll(async () => {
  counting = await startCounting();
});
afterAll(() => counting.close());
beforeEach(() => counting.clear());

const march = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z" };

/** Counts a span anew, as the action does; `meanwhile` happens when all was read and nothing is written yet. */
async function recomputed(span: { from: string; to: string }, meanwhile = async (): Promise<unknown> => undefined) {
  const { context } = counting;
  const { result, apply } = await recompute(context).run({
    actionId: randomUUID(),
    payload: span,
    actor: {} as never,
    reason: undefined,
    signal: new AbortController().signal,
    remembered: undefined,
    remember: async () => undefined,
    progress: async () => undefined,
  });
  await meanwhile();
  await context.db.transaction().execute((tx) => apply?.(tx as Tx) ?? Promise.resolve());
  return result;
}

describe("what is counted of the events", () => {
  test("is what a recount by SQL gives, whatever happens, before and after it is counted anew", async () => {
    const property = fc.asyncProperty(histories, fc.nat(), async (events, cut) => {
      await counting.clear();
      const { admin } = counting;
      const half = cut % (events.length + 1);
      await write(admin, events.slice(0, half));
      await counting.count();
      expect(await counting.stands()).toEqual(await counting.recounts());
      await write(admin, events.slice(half));
      await counting.count();
      const recounted = await counting.recounts();
      expect(await counting.stands()).toEqual(recounted);

      expect(await recomputed(march)).toMatchObject({ corrected: 0 });
      expect(await counting.stands()).toEqual(recounted);
      await admin.query("update system.analytics_tallies set count = count + 1 where random() < 0.5");
      await admin.query("delete from system.analytics_tallies where random() < 0.3");
      await recomputed(march);
      expect(await counting.stands()).toEqual(recounted);
    });
    await fc.assert(property, { numRuns: 15 });
  }, 120_000);

  test("is told of any span as it stands in its hours", async () => {
    await write(counting.admin, fc.sample(histories, { numRuns: 8, seed: 7 }).flat());
    await counting.count();
    const recounted = await counting.recounts();
    const total = (measure: string, subject?: string): number =>
      recounted
        .filter((row) => row.measure === measure && (subject === undefined || row.subject === subject))
        .reduce((sum, { count }) => sum + count, 0);
    const whole = { from: Date.parse(march.from), to: Date.parse(march.to) };
    const figures = await readFigures(counting.context, whole, whole.from);
    expect(figures).toMatchObject({
      created: total("created"),
      retried: total("retried"),
      completed: total("ended", "completed"),
      failed: total("ended", "failed"),
      cancelled: total("ended", "cancelled"),
      sla: { within: total("sla", "within"), beyond: total("sla", "beyond") },
    });
    expect(figures.completed).toBeGreaterThan(0);
    for (const { stage, done, wait, busy_seconds, online_seconds } of figures.stages) {
      const own = recounted.filter(({ subject }) => subject === stage);
      const ms = (measure: string): number =>
        own.filter((row) => row.measure === measure).reduce((sum, row) => sum + Number(row.milliseconds), 0);
      expect(done).toBe(own.filter((row) => row.detail === "done").reduce((sum, { count }) => sum + count, 0));
      expect(busy_seconds).toBeCloseTo(ms("busy") / 1000, 6);
      expect(online_seconds).toBeCloseTo(ms("online") / 1000, 6);
      const waits = total("wait", stage);
      expect(wait?.mean_seconds ?? 0).toBeCloseTo(waits > 0 ? ms("wait") / waits / 1000 : 0, 2);
    }
    expect(figures.errors.reduce((sum, { count }) => sum + count, 0)).toBe(figures.failed);
    const days = figures.throughput.reduce((sum, { created }) => sum + created, 0);
    expect(days).toBe(figures.created);
  });

  test("stays right while events are written and others count, at the very moment at which it is counted anew", async () => {
    const events = fc.sample(histories, { numRuns: 10, seed: 11 }).flat();
    const { admin, context } = counting;
    const third = Math.floor(events.length / 3);
    await write(admin, events.slice(0, third));
    await counting.count();
    await recomputed(march, async () => {
      await write(admin, events.slice(third, 2 * third));
      await counting.count();
      await write(admin, events.slice(2 * third));
    });
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 4 }, () => countNew(context, "jobs", signal)));
    await counting.count();
    expect(await counting.stands()).toEqual(await counting.recounts());
  });

  test("is counted anew by itself where the history is another one than it was", async () => {
    await write(counting.admin, fc.sample(histories, { numRuns: 5, seed: 3 }).flat());
    await counting.count();
    await counting.admin.query("truncate jobs.events restart identity");
    await write(counting.admin, fc.sample(histories, { numRuns: 1, seed: 4 }).flat());
    await counting.count();
    await counting.count();
    expect(await counting.stands()).toEqual(await counting.recounts());
  });
});

test("an event whose transaction ends late is not missed for those that were written after it", async () => {
  const { admin } = counting;
  const insert = `insert into jobs.events (id, name, entity, entity_id, version, payload, traceparent)
    values (gen_random_uuid(), 'job:created', 'job', $1, 1, '{}', '') returning seq`;
  const late = await admin.connect();
  await late.query("begin");
  await late.query(insert, ["late"]);
  const { rows } = await admin.query<{ seq: number }>(insert, ["early"]);
  const asked = counting.history("jobs", 0);
  await admin.query("select pg_sleep(0.2)");
  await late.query("commit");
  late.release();
  expect(await asked).toEqual({ names: ["late", "early"], upTo: rows[0]?.seq, last: rows[0]?.seq });
});
