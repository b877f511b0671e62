import { AppError } from "@agentos/contracts/errors";
import { jobPrioritised } from "@agentos/contracts/events/jobs";
import type { Priority } from "@agentos/contracts/job-options";
import type { JobRow } from "../db/tables.ts";
import { priorityRank } from "../domain/priority.ts";
import { announce } from "../events.ts";
import type { Unit } from "../unit.ts";

/**
 * Gives a job, whose lock the caller holds, another priority: its steps that are still to be taken overtake those of a lower one.
 * Errors: CONFLICT when the job has ended.
 */
export async function prioritiseLocked(unit: Unit, job: JobRow, priority: Priority): Promise<void> {
  if (job.finished_at !== null) throw new AppError("CONFLICT", `The job is already ${job.status}.`);
  const rank = priorityRank(priority);
  await unit.tx
    .updateTable("steps")
    .set({ priority: rank })
    .where("job_id", "=", job.id)
    .where("run", "=", job.run)
    .where("state", "in", ["blocked", "waiting", "held", "running"])
    .execute();
  const changed = await unit.tx
    .updateTable("jobs")
    .set((eb) => ({ priority: rank, version: eb("version", "+", 1) }))
    .where("id", "=", job.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(unit, jobPrioritised, changed, { priority });
}
