import { jobStep } from "@agentos/contracts/events/jobs";
import type { StageName } from "@agentos/contracts/stages/stages";
import { sqlFile } from "../db/sql.ts";
import type { JobRow } from "../db/tables.ts";
import { nextShare, type RunProgress } from "../domain/progress.ts";
import type { Speeds } from "../domain/stage-speed.ts";
import { joinSizes, measureWork } from "../domain/work-size.ts";
import { announce } from "../events.ts";
import type { AttemptFacts } from "../queue/held-attempt.ts";
import { tellProgress } from "../queue/tell-progress.ts";
import { wakeWorkers, type Unit } from "../unit.ts";
import { meterAttempt } from "./meter-attempt.ts";
import { expectFrom, sizeOf } from "./expectation.ts";

const finish = sqlFile<{ version: number } & RunProgress>("finish_step");

export type Finished = { facts: AttemptFacts; output: unknown; next: StageName };

/** Accepts a step's result and opens the next step. The caller holds the job's lock. */
export async function finishStep(
  unit: Unit,
  job: JobRow,
  { facts, output, next }: Finished,
  speeds: Speeds,
): Promise<void> {
  const measured = measureWork(facts.stage, output);
  const toCome = expectFrom(next, joinSizes(sizeOf(job), measured), job.options, speeds);
  const [row] = await finish(unit.tx, [
    facts.step_id,
    facts.attempt_id,
    JSON.stringify(output),
    next,
    nextShare(toCome),
    measured.mediaSeconds,
    measured.megapixels,
    measured.clipSeconds,
  ]);
  if (!row) throw new Error(`step ${facts.step_id} could not be finished`);
  const { stage, attempt_id } = facts;
  const step = { stage, state: "done" as const, tries: facts.try, error_code: null };
  await announce(unit, jobStep, { ...job, version: row.version }, step, { fields: { attempt_id, next } });
  meterAttempt(unit, facts, "done");
  wakeWorkers(unit, next);
  const { base, span } = row;
  const advance = { job_id: job.id, user_id: job.user_id, run: job.run, stage: next, reached: 0, base, span };
  unit.afterCommit((context) => void tellProgress(context, [advance]));
}
