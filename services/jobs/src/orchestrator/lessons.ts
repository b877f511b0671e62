import type { Context } from "../context.ts";
import { learnClipSeconds, learnDuration } from "../domain/stage-speed.ts";
import { joinSizes, measureWork } from "../domain/work-size.ts";
import type { AttemptFacts } from "../queue/held-attempt.ts";
import { sizeOf } from "./expectation.ts";

/**
 * Learns from a result that was taken. The result stands whatever happens here: a lesson that is lost makes an estimate a
 * little worse.
 */
export async function learnFrom(context: Context, facts: AttemptFacts, output: unknown): Promise<void> {
  const { db, speeds, log } = context;
  if (!speeds.isDue(facts.stage)) return;
  try {
    const job = await db
      .selectFrom("attempts as a")
      .innerJoin("steps as s", "s.id", "a.step_id")
      .innerJoin("jobs as j", "j.id", "s.job_id")
      .select(["a.ended_at", "a.started_at", "j.options", "j.media_seconds", "j.media_megapixels", "j.clip_seconds"])
      .where("a.id", "=", facts.attempt_id)
      .executeTakeFirst();
    if (!job?.ended_at) return;
    const seconds = (job.ended_at.getTime() - job.started_at.getTime()) / 1000;
    const measured = measureWork(facts.stage, output);
    const size = joinSizes(sizeOf(job), measured);
    await speeds.learn(facts.stage, (known) => learnDuration(known, facts.stage, seconds, size, job.options));
    if (measured.clipSeconds !== null) {
      await speeds.learn("clip_seconds", (known) => learnClipSeconds(known, size, job.options));
    }
  } catch (error) {
    log.warn({ err: error, stage: facts.stage }, "duration not learned");
  }
}
