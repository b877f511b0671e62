import { jobProgress } from "@agentos/contracts/events/job-progress";
import type { StageName } from "@agentos/contracts/stages/stages";
import { tick } from "@agentos/messaging/tick";
import type { Context } from "../context.ts";
import { progressOf, type RunProgress } from "../domain/progress.ts";

/** A job whose current step is further than it has ever been: `reached`, 0 to 1, of that step. */
export type Advance = RunProgress & { job_id: string; user_id: string; run: number; stage: StageName; reached: number };

/**
 * Tells how far jobs are: at the end of each step, and as leases are renewed. A job has one attempt, which does that every two
 * seconds. Never throws: who is not told sees it in the snapshot.
 */
export async function tellProgress(
  { nc, forecast, log }: Pick<Context, "nc" | "forecast" | "log">,
  jobs: readonly Advance[],
): Promise<void> {
  if (jobs.length === 0) return;
  try {
    const estimates = await forecast.read();
    for (const { job_id, user_id, run, stage, reached, ...whole } of jobs) {
      const progress = progressOf(whole, reached);
      const eta_seconds = estimates.of(job_id);
      tick(nc, jobProgress, { job_id, user_id, run, stage, stage_progress: reached, progress, eta_seconds });
    }
  } catch (error) {
    log.debug({ err: error }, "progress was not told");
  }
}
