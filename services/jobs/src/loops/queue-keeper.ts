import { queueResumed } from "@agentos/contracts/events/queues";
import { repeat } from "@agentos/service-kit/loop";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { announceQueue } from "../events.ts";
import { drainedQueues, pauseDrained } from "../queue/drain-queues.ts";
import { judgeDepths } from "../queue/judge-depths.ts";
import { changeJobs, wakeWorkers } from "../unit.ts";

const everyMs = 1000;

/**
 * Does what is due at a queue by itself: ends pauses whose time is over, pauses what is drained, and tells of thresholds that were
 * passed. Any instance may.
 */
export async function keepQueues(context: Context, signal: AbortSignal): Promise<void> {
  const { log } = context;
  await repeat({ name: "queue-keeper", everyMs, signal, log, work: () => keepQueuesOnce(context) });
}

/** One round. */
export async function keepQueuesOnce(context: Context): Promise<void> {
  await endPauses(context);
  const drained = await drainedQueues(context.db);
  if (drained.length > 0) await changeJobs(context, (unit) => pauseDrained(unit, drained));
  await judgeDepths(context);
}

/** Claims look at the time themselves; here it is told, and workers are woken. */
async function endPauses(context: Context): Promise<void> {
  await changeJobs(context, async (unit) => {
    const over = await unit.tx
      .updateTable("queues")
      .set((eb) => ({ paused: false, paused_until: null, version: eb("version", "+", 1) }))
      .where("paused", "=", true)
      .where("paused_until", "<=", sql<Date>`now()`)
      .returningAll()
      .execute();
    for (const queue of over) {
      await announceQueue(unit, queueResumed, queue, { released: 0 });
      wakeWorkers(unit, queue.stage);
    }
  });
}
