import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { requireInScope } from "../domain/access.ts";
import { prioritiseLocked } from "../orchestrator/prioritise-job.ts";
import { lockJob } from "../queue/held-attempt.ts";
import { changeJobs } from "../unit.ts";

/** Lets a job overtake, or be overtaken. */
export function jobSetPriority(context: Context): ActionHandler<"job.set_priority"> {
  return {
    run: ({ payload: { job_id, priority }, actor, complete }) =>
      changeJobs(context, async (unit) => {
        const job = requireInScope(actor, await lockJob(unit.tx, job_id));
        await prioritiseLocked(unit, job, priority);
        return complete(unit.tx, { job_id, priority });
      }),
  };
}
