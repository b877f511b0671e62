import type { JobOptions } from "@agentos/contracts/job-options";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { expectedSeconds, type Speeds } from "../domain/stage-speed.ts";
import type { WorkSize } from "../domain/work-size.ts";
import type { JobRow } from "../db/tables.ts";

type Sized = Pick<JobRow, "media_seconds" | "media_megapixels" | "clip_seconds">;

export function sizeOf(job: Sized): WorkSize {
  return { mediaSeconds: job.media_seconds, megapixels: job.media_megapixels, clipSeconds: job.clip_seconds };
}

/** The stages from `first` on, in order. */
export function stagesFrom(first: StageName): StageName[] {
  return stageNames.slice(stageNames.indexOf(first));
}

/** Expected seconds of each stage from `first` on, for a job of this size. */
export function expectFrom(first: StageName, size: WorkSize, options: JobOptions, speeds: Speeds): number[] {
  return stagesFrom(first).map((stage) => expectedSeconds(stage, size, options, speeds));
}
