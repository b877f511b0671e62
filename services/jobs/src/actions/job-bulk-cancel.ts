import type { BulkAction } from "@agentos/action-kit/bulk/bulk-action";
import type { Context } from "../context.ts";
import { selectJobs } from "../db/job-targets.ts";
import { requireInScope } from "../domain/access.ts";
import { cancelLocked } from "../orchestrator/cancel-job.ts";
import { lockJob } from "../queue/held-attempt.ts";
import { changeJobs } from "../unit.ts";

const active = ["queued", "processing"] as const;

/** Cancels each of the jobs, as job.cancel does. */
export function jobBulkCancel(context: Context): BulkAction<"job.bulk_cancel"> {
  return {
    select: (db, { payload, actor }) => selectJobs(db, payload, actor, { found: active, named: active }),
    carryOut: (id, { actor, reason }, settle) =>
      changeJobs(context, async (unit) => {
        const job = requireInScope(actor, await lockJob(unit.tx, id));
        await cancelLocked(unit, job, { by: actor, reason });
        await settle(unit.tx);
      }),
  };
}
