import { z } from "zod";
import { defineOperation } from "./operation.ts";
import { slotOf } from "./slots.ts";
import { successorOf } from "./successor.ts";

/** A new process in a worker's slot. */
export const restart = defineOperation({
  wish: z.object({
    worker_id: z.string(),
    slot: z.string(),
    pid: z.int(),
    graceful: z.boolean(),
    /** Of the slot, before anything was asked. */
    instance: z.string(),
    asked: z.boolean(),
  }),
  async advance({ db, runtime }, wish, { overdue }) {
    const { worker_id, slot, pid, graceful } = wish;
    const successor = await successorOf(db, wish);
    if (successor) {
      return {
        state: "done",
        result: {
          slot,
          worker_id: successor.worker_id,
          pid: successor.pid,
          previous_worker_id: worker_id,
          previous_pid: pid,
        },
      };
    }
    const now = await slotOf(runtime, slot);
    if (overdue) {
      const message = `No new worker has reported from ${slot}, which is ${now.state}.`;
      return { state: "failed", code: "NOT_CONVERGED", message };
    }
    // Another instance in the slot: it was asked for before a crash could take that down.
    if (!wish.asked && now.instance === wish.instance) await runtime.restart(slot, { graceful });
    return { state: "waiting", wish: { ...wish, asked: true } };
  },
});
