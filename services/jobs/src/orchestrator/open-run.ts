import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { v7 as uuidv7 } from "uuid";
import { arrivalState } from "../db/queue-state.ts";
import type { JobRow, StepRow } from "../db/tables.ts";
import { advance, nextShare } from "../domain/progress.ts";
import type { Speeds } from "../domain/stage-speed.ts";
import { wakeWorkers, type Unit } from "../unit.ts";
import type { By } from "./end-run.ts";
import { expectFrom, sizeOf } from "./expectation.ts";

type Opened = Pick<JobRow, "id" | "options" | "priority" | "media_seconds" | "media_megapixels" | "clip_seconds">;

export type RunPlan = {
  run: number;
  /** The first stage that is worked on. */
  from: StageName;
  /** Finished steps of the run before; those of the stages before `from` are taken over. */
  finished: readonly Pick<StepRow, "id" | "stage" | "output" | "reused_from">[];
  /** Who has the job run again; left out for its first run. */
  by?: By;
};

/** Opens a run of a job: its steps, of which the first can be claimed, or is held where its queue is drained. */
export async function openRun(unit: Unit, job: Opened, plan: RunPlan, speeds: Speeds): Promise<void> {
  const { tx } = unit;
  const size = sizeOf(job);
  const [first = ""] = stageNames;
  const all = expectFrom(first as StageName, size, job.options, speeds);
  const toCome = expectFrom(plan.from, size, job.options, speeds);
  const spared = sum(all) - sum(toCome);
  const progress = advance({ base: spared / sum(all), span: 0 }, nextShare(toCome));
  await tx
    .insertInto("runs")
    .values({
      job_id: job.id,
      run: plan.run,
      state: "active",
      progress_base: progress.base,
      progress_span: progress.span,
      begun_by: plan.by?.user_id ?? null,
      begun_role: plan.by?.role ?? null,
    })
    .execute();
  const arrival = await arrivalState(tx, plan.from);
  await tx
    .insertInto("steps")
    .values(stageNames.map((stage, position) => stepOf(stage, position, job, plan, arrival)))
    .execute();
  wakeWorkers(unit, plan.from);
}

function stepOf(stage: StageName, position: number, job: Opened, plan: RunPlan, arrival: "waiting" | "held") {
  const base = { id: uuidv7(), job_id: job.id, run: plan.run, stage, position, priority: job.priority };
  const fromPosition = stageNames.indexOf(plan.from);
  if (position > fromPosition) return { ...base, state: "blocked" as const };
  if (position === fromPosition) return { ...base, state: arrival };
  const finished = plan.finished.find((step) => step.stage === stage);
  if (!finished) throw new Error(`the step ${stage} of the run before ${plan.run} is not finished`);
  return {
    ...base,
    state: "done" as const,
    output: JSON.stringify(finished.output),
    reused_from: finished.reused_from ?? finished.id,
    progress: 1,
    reached: 1,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
