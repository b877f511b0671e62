import { jobOptions } from "@agentos/contracts/job-options";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { expectedSeconds, startSpeeds } from "../domain/stage-speed.ts";

type Size = { mediaSeconds: number; clips: number };

/** How far a stage's time is from what is expected of it: a share. */
export const spread = { least: 0.7, most: 1.3 };

/** Seconds that a stage of a seeded job takes, as the speeds go that were measured. */
export function stageSeconds(stage: StageName, { mediaSeconds, clips }: Size): number {
  const size = { mediaSeconds, megapixels: 0.9216, clipSeconds: clips * 20 };
  return expectedSeconds(stage, size, jobOptions.parse({}), startSpeeds);
}

/** The longest time after which a job has come to a stage; `waitSeconds` is that of each stage. */
export function longestUntil(stage: StageName, size: Size, waitSeconds: number): number {
  const before = stageNames.slice(0, stageNames.indexOf(stage));
  return before.reduce((sum, one) => sum + waitSeconds + stageSeconds(one, size) * spread.most, 0);
}
