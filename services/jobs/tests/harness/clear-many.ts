import { expect } from "vitest";
import type { Acting } from "./acting.ts";
import { fillQueue } from "./fill.ts";

const queue = "video_downloader" as const;

/** Clears a queue at which so many jobs wait: the dry run counts them, and all end at one moment, each with its event. */
export async function expectClearedAtOnce(acting: Acting, many: number): Promise<void> {
  await fillQueue(acting.pool, { steps: many, stage: queue });
  expect((await acting.dryRun("queue.clear", { queue })).count).toBe(many);
  const { actionId, result } = await acting.run("queue.clear", { queue }, { reason: "Sent twice by mistake" });
  expect(result.cancelled).toBe(many);
  const { rows } = await acting.pool.query(
    `select count(*)::int as jobs, count(distinct j.finished_at)::int as moments,
       (select count(*)::int from steps where state in ('waiting', 'held', 'blocked')) as waiting,
       (select count(*)::int from events where name = 'job:cancelled') as events
     from jobs j where status = 'cancelled'`,
  );
  expect(rows).toEqual([{ jobs: many, moments: 1, waiting: 0, events: many }]);
  expect(await acting.action(actionId)).toMatchObject({ state: "done" });
}
