import type { BulkAction } from "@agentos/action-kit/bulk/bulk-action";
import { AppError } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { purgeable } from "../db/purgeable.ts";
import { requireInScope } from "../domain/access.ts";
import { purgeLocked } from "../orchestrator/purge-job.ts";
import { lockJob } from "../queue/held-attempt.ts";
import { changeJobs } from "../unit.ts";

/** Removes each of the jobs that ended long ago. */
export function jobPurge(context: Context): BulkAction<"job.purge"> {
  return {
    select: async (db, { payload, actor }) =>
      (await purgeable(db, payload, actor)).map(({ id }) => ({ id, refusal: null })),
    carryOut: (id, { payload, actor }, settle) =>
      changeJobs(context, async (unit) => {
        const job = requireInScope(actor, await lockJob(unit.tx, id));
        // It may have been run again since it was selected.
        const [still] = await purgeable(unit.tx, payload, actor, id);
        if (!still) throw new AppError("CONFLICT", "The job is not one that ended that long ago.");
        await purgeLocked(unit, job);
        await settle(unit.tx);
      }),
  };
}
