import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { requireInScope } from "../domain/access.ts";
import { retryLocked } from "../orchestrator/retry-job.ts";
import { lockJob } from "../queue/held-attempt.ts";
import { changeJobs } from "../unit.ts";

/** Runs a failed or cancelled job again. */
export function jobRetry(context: Context): ActionHandler<"job.retry"> {
  return {
    async run({ payload, actor, complete }) {
      const speeds = await context.speeds.read();
      return changeJobs(context, async (unit) => {
        const found = requireInScope(actor, await lockJob(unit.tx, payload.job_id));
        const { job, from } = await retryLocked(unit, found, { fromStage: payload.from_stage, by: actor, speeds });
        return complete(unit.tx, { job_id: job.id, status: job.status, run: job.run, from_stage: from });
      });
    },
  };
}
