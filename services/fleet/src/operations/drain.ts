import { changeWorker } from "../registry/workers.ts";
import { defineOperation } from "./operation.ts";
import { emptySlot, stopWish } from "./stop.ts";

const lookMs = 1000;

/** A worker finishes what it has, takes nothing new, and then goes. */
export const drain = defineOperation({
  wish: stopWish,
  async advance(context, wish, { overdue, abort }) {
    const worker = await context.db
      .selectFrom("workers")
      .selectAll()
      .where("worker_id", "=", wish.worker_id)
      .executeTakeFirst();
    const present = worker !== undefined && worker.offline_reason === null;
    // It has said that it takes nothing, and has nothing: what it said before it heard of the drain does not count.
    const idle = present && !worker.report.taking && worker.report.tasks.length === 0;
    if (wish.asked || !present || idle) return emptySlot(context, wish, overdue);
    if (overdue || abort) {
      return {
        state: "failed",
        code: abort ? "CONFLICT" : "NOT_CONVERGED",
        message: `${worker.report.tasks.length} tasks of the worker are still running; it takes work again.`,
        apply: (change) => changeWorker(change.tx, wish.worker_id, { draining: false }),
      };
    }
    return { state: "waiting", wish, againMs: lookMs };
  },
});
