import type { JobStatus } from "@agentos/contracts/api/jobs";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";

export type RetryPlan = { allowed: true; from: StageName; reused: StageName[] } | { allowed: false; whyNot: string };

/**
 * What a retry of a job would do: go on at the first stage that is not done, or at an earlier one that is named, and take over
 * what the stages before it have made. The first run of a seeded job was never worked on, so that nothing of it is taken over.
 */
export function planRetry(
  job: { status: JobStatus; run: number; seeded: boolean },
  steps: readonly { stage: StageName; state: string }[],
  fromStage?: StageName,
): RetryPlan {
  if (job.status !== "failed" && job.status !== "cancelled") {
    return { allowed: false, whyNot: `The job is ${job.status}; only a failed or cancelled job can be run again.` };
  }
  const invented = job.seeded && job.run === 1;
  const done = new Set(steps.filter((step) => step.state === "done" && !invented).map((step) => step.stage));
  const firstOpen = stageNames.findIndex((stage) => !done.has(stage));
  const reachable = firstOpen === -1 ? stageNames.length - 1 : firstOpen;
  const position = fromStage === undefined ? reachable : stageNames.indexOf(fromStage);
  const from = stageNames[position];
  if (from === undefined || position > reachable) {
    return {
      allowed: false,
      whyNot: `The stages before ${fromStage} are not finished; begin at ${stageNames[reachable]}.`,
    };
  }
  return { allowed: true, from, reused: stageNames.slice(0, position) };
}
