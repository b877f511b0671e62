import { clipReady, jobCompleted } from "@agentos/contracts/events/jobs";
import { cutting } from "@agentos/contracts/stages/video-cutter";
import { sql } from "kysely";
import type { JobRow } from "../db/tables.ts";
import { announce } from "../events.ts";
import type { AttemptFacts } from "../queue/held-attempt.ts";
import type { Unit } from "../unit.ts";
import { clipRow } from "./clip-row.ts";
import { endAttempt } from "./end-attempt.ts";
import { endRun } from "./end-run.ts";
import { meterAttempt } from "./meter-attempt.ts";

/** Accepts the last stage's result: the clips appear and the job is completed, or neither. The caller holds the job's lock. */
export async function completeRun(unit: Unit, job: JobRow, facts: AttemptFacts, output: unknown): Promise<void> {
  const { tx } = unit;
  const { clips } = cutting.parse(output);
  const rows = clips.map((clip) => clipRow(clip, job));
  await tx.insertInto("clips").values(rows).execute();
  await tx
    .updateTable("steps")
    .set({ state: "done", output: JSON.stringify(output), progress: 1, reached: 1, lease_expires_at: null })
    .set({ finished_at: sql`now()` })
    .where("id", "=", facts.step_id)
    .execute();
  await endAttempt(tx, facts.attempt_id, { outcome: "done" });
  const done = await endRun(tx, job, { state: "completed", clips: clips.length });
  for (const { id, clip_index } of rows) {
    // A clip is made once and never changed.
    await announce(unit, clipReady, done, { clip_id: id, index: clip_index }, { entity: { id, version: 1 } });
  }
  await announce(unit, jobCompleted, done, { clips: clips.length });
  meterAttempt(unit, facts, "done");
}
