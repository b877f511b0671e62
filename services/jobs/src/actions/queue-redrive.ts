import type { BulkAction } from "@agentos/action-kit/bulk/bulk-action";
import { AppError } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { deadJobs } from "../db/dead-jobs.ts";
import { queuesOf } from "../domain/queues-of.ts";
import { retryLocked } from "../orchestrator/retry-job.ts";
import { lockJob } from "../queue/held-attempt.ts";
import { changeJobs } from "../unit.ts";

/** Runs the jobs of dead letters again, each from the stage at which its tries were used up. */
export function queueRedrive(context: Context): BulkAction<"queue.redrive"> {
  return {
    select: async (db, { payload }) => {
      const ids = await deadJobs(db, queuesOf(payload.queue), payload.limit);
      return ids.map((id) => ({ id, refusal: null }));
    },
    async carryOut(id, { payload, actor }, settle) {
      const speeds = await context.speeds.read();
      await changeJobs(context, async (unit) => {
        const job = await lockJob(unit.tx, id);
        // Somebody may have run it again since it was selected.
        const [still] = await deadJobs(unit.tx, queuesOf(payload.queue), 1, id);
        if (!job || still === undefined) throw new AppError("CONFLICT", "The dead letter is resolved already.");
        await retryLocked(unit, job, { by: actor, speeds });
        await settle(unit.tx);
      });
    },
  };
}
