import { jobNoted } from "@agentos/contracts/events/jobs";
import type { Context } from "../context.ts";
import type { JobRow } from "../db/tables.ts";
import { announce } from "../events.ts";
import { lockJob } from "../queue/held-attempt.ts";
import { changeJobs } from "../unit.ts";

/** Sets or clears the note that people see beside a job. `mayChange` is asked under the job's lock. */
export async function noteJob(
  context: Context,
  jobId: string,
  mayChange: (job: JobRow | undefined) => JobRow,
  note: string | null,
): Promise<JobRow> {
  return changeJobs(context, async (unit) => {
    const job = mayChange(await lockJob(unit.tx, jobId));
    const noted = await unit.tx
      .updateTable("jobs")
      .set((eb) => ({ note, version: eb("version", "+", 1) }))
      .where("id", "=", job.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await announce(unit, jobNoted, noted, {});
    return noted;
  });
}
