import type { BulkAction } from "@agentos/action-kit/bulk/bulk-action";
import type { Context } from "../context.ts";
import { selectJobs } from "../db/job-targets.ts";
import { requireInScope } from "../domain/access.ts";
import { retryLocked } from "../orchestrator/retry-job.ts";
import { lockJob } from "../queue/held-attempt.ts";
import { changeJobs } from "../unit.ts";

/** Runs each of the jobs again, as job.retry does. */
export function jobBulkRetry(context: Context): BulkAction<"job.bulk_retry"> {
  return {
    select: (db, { payload, actor }) =>
      selectJobs(db, payload, actor, { found: ["failed"], named: ["failed", "cancelled"] }),
    async carryOut(id, { actor }, settle) {
      const speeds = await context.speeds.read();
      await changeJobs(context, async (unit) => {
        const job = requireInScope(actor, await lockJob(unit.tx, id));
        await retryLocked(unit, job, { by: actor, speeds });
        await settle(unit.tx);
      });
    },
  };
}
