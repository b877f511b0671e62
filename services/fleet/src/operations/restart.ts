import { z } from "zod";
import { forgetOffline } from "../registry/forget.ts";
import { defineOperation } from "./operation.ts";
import { askForRestart, replaced, replacementOf } from "./replacement.ts";

/** A new process in a worker's place. */
export const restart = defineOperation({
  wish: replaced.extend({ pid: z.int(), graceful: z.boolean(), asked: z.boolean() }),
  async advance(context, wish, { overdue }) {
    const { worker_id, slot, pid, graceful, asked } = wish;
    const replacement = await replacementOf(context, wish);
    if (replacement) {
      const previous = { previous_worker_id: worker_id, previous_pid: pid };
      const { slot: place, worker_id: id, pid: newPid } = replacement;
      return {
        state: "done",
        result: { slot: place, worker_id: id, pid: newPid, ...previous },
        apply: (change) => forgetOffline(change, { workerIds: [worker_id] }),
      };
    }
    if (overdue) {
      const message = `No new worker has reported in the place of ${slot}.`;
      return { state: "failed", code: "NOT_CONVERGED", message };
    }
    if (asked) return { state: "waiting", wish };
    return { state: "waiting", wish: { ...wish, known: await askForRestart(context, wish, graceful), asked: true } };
  },
});
