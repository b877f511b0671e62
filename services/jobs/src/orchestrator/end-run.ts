import type { Actor } from "@agentos/contracts/messages/actions";
import { sql } from "kysely";
import type { JobRow, RunState, Tx } from "../db/tables.ts";

/** Who wants something of a job. */
export type By = Pick<Actor, "user_id" | "role">;

export type RunEnd = {
  state: Exclude<RunState, "active">;
  error?: { code: string; stage: JobRow["stage"]; message: string };
  clips?: number;
  /** Who cancelled it, and why. */
  by?: By;
  reason?: string | undefined;
};

/**
 * Ends a job's run, and with it the job: the one place where either gets its terminal state, but for queues that are cleared
 * (clear_waiting.sql). Returns the job as it is then.
 */
export async function endRun(tx: Tx, job: JobRow, { state, error, clips = 0, by, reason }: RunEnd): Promise<JobRow> {
  await tx
    .updateTable("runs")
    .set({
      state,
      finished_at: sql`now()`,
      ...(by ? { cancelled_by: by.user_id, cancelled_role: by.role } : {}),
    })
    .where("job_id", "=", job.id)
    .where("run", "=", job.run)
    .execute();
  return tx
    .updateTable("jobs")
    .set((eb) => ({
      status: state,
      clip_count: clips,
      cancel_reason: reason ?? null,
      error_code: error?.code ?? null,
      error_stage: error?.stage ?? null,
      error_message: error?.message ?? null,
      finished_at: sql<Date>`now()`,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", job.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
