import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { requireInScope } from "../domain/access.ts";
import { cancelLocked } from "../orchestrator/cancel-job.ts";
import { lockJob } from "../queue/held-attempt.ts";
import { changeJobs } from "../unit.ts";

/** Ends a job; its worker is told, and its half-written files are removed, once that is committed. */
export function jobCancel(context: Context): ActionHandler<"job.cancel"> {
  return {
    run: ({ payload, actor, reason, complete }) =>
      changeJobs(context, async (unit) => {
        const found = requireInScope(actor, await lockJob(unit.tx, payload.job_id));
        const job = await cancelLocked(unit, found, { by: actor, reason });
        return complete(unit.tx, { job_id: job.id, status: job.status });
      }),
  };
}
