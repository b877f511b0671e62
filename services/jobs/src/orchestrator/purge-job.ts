import { jobPurged } from "@agentos/contracts/events/jobs";
import { sqlFile } from "../db/sql.ts";
import type { JobRow } from "../db/tables.ts";
import { jobPrefix } from "../domain/output-keys.ts";
import { announce } from "../events.ts";
import type { Unit } from "../unit.ts";

const purge = sqlFile<never>("purge_job");

/**
 * Removes a job that has ended, whose lock the caller holds, with its runs, steps, attempts, clips and dead letters; once that is
 * committed, its files. What is counted of it stays: see `purged_days`.
 */
export async function purgeLocked(unit: Unit, job: JobRow): Promise<void> {
  const prefix = jobPrefix(job.id);
  await purge(unit.tx, [job.id, prefix]);
  await announce(unit, jobPurged, { ...job, version: job.version + 1 }, {});
  unit.afterCommit(async ({ db, store, log }) => {
    try {
      await store.remove(prefix);
      await db.deleteFrom("file_removals").where("prefix", "=", prefix).execute();
    } catch (error) {
      log.warn({ err: error, job_id: job.id }, "files of a purged job not removed yet");
    }
  });
}
