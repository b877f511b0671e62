import type { LiveEvent } from "../live/event-sieve.ts";
import type { JobDetail, JobView } from "@agentos/contracts/api/jobs";
import type { EventContract } from "@agentos/contracts/events/event-contract";
import { jobCancelled, jobCompleted, jobFailed, jobStep, stageEntered } from "@agentos/contracts/events/jobs";
import { nextStage, stageName, type StageName } from "@agentos/contracts/stages/stages";
import type { z } from "zod";

/** What a job's page shows that its event does not say; `arrival`: whether the next queue lets the job wait, or holds it. */
export type Lack = "nothing" | "arrival" | "detail";

/** A job as any list shows it: what passes by itself may be left out. */
export type ListedJob = Omit<JobView, "eta_seconds">;

export type ToldJob<Job extends ListedJob> = { job: Job; lacks: Lack };

type Step = JobDetail["steps"][number];
type Change = { job: Partial<JobView>; step: (step: Step) => Step; lacks: Lack };
type Teller = (data: unknown, at: string, job: ListedJob) => Change | undefined;

/**
 * The job after an event of it; the same job where the event is a repeat or late. Undefined where the event does not lead from the
 * held version to the next, or does not say what has changed: the job has to be read then.
 */
export function withEvent<Job extends ListedJob & Partial<Pick<JobDetail, "steps">>>(
  job: Job,
  { type, version, data, at }: Pick<LiveEvent, "type" | "version" | "data" | "at">,
): ToldJob<Job> | undefined {
  if (version === null) return undefined;
  if (version <= job.version) return { job, lacks: "nothing" };
  if (version !== job.version + 1 || data["run"] !== job.run) return undefined;
  const change = tellers.get(type)?.(data, at, job);
  if (!change) return undefined;
  const told = { ...job, ...change.job, version };
  if (!job.steps) return { job: told, lacks: "nothing" };
  return { job: { ...told, steps: job.steps.map((step) => change.step(step)) }, lacks: change.lacks };
}

function teller<Payload extends z.ZodType>(
  contract: EventContract<string, Payload>,
  change: (told: z.output<Payload>, at: string, job: ListedJob) => Change | undefined,
): [string, Teller] {
  return [
    contract.name,
    (data, at, job) => {
      const told = contract.payload.safeParse(data);
      return told.success ? change(told.data, at, job) : undefined;
    },
  ];
}

const tellers: ReadonlyMap<string, Teller> = new Map([
  ...stageEntered.map((contract) => teller(contract, entered)),
  teller(jobStep, stepDone),
  teller(jobCompleted, completed),
  teller(jobFailed, failed),
  teller(jobCancelled, cancelled),
]);

/** Whether a stage, once done, has found out something that a job's page shows: how long the video is, or a note. */
const findsOut: { [Name in StageName]: boolean } = {
  video_downloader: true,
  audio_transcriber: true,
  moment_detector: true,
  face_detector: false,
  intelligent_cropper: false,
  video_cutter: true,
};

function entered(told: { stage: string; tries: number }, at: string, job: ListedJob): Change | undefined {
  const stage = stageName.safeParse(told.stage).data;
  if (!stage) return undefined;
  const begun = (step: Step): Step => ({
    ...step,
    state: "running",
    progress: 0,
    tries: told.tries,
    started_at: step.started_at ?? at,
  });
  return {
    job: { status: "processing", stage, started_at: job.started_at ?? at },
    step: (step) => (step.stage === stage ? begun(step) : step),
    lacks: "nothing",
  };
}

/** A step that goes back to its queue is left to a read: when it is tried again, no event says. */
function stepDone(told: { stage: string; state: string }, at: string): Change | undefined {
  const stage = stageName.safeParse(told.stage).data;
  const next = stage && nextStage(stage)?.name;
  if (!next || told.state !== "done") return undefined;
  return {
    job: { stage: next },
    step: (step) => {
      if (step.stage === stage) return ended(step, "done", at);
      return step.stage === next ? { ...step, state: "waiting" } : step;
    },
    lacks: findsOut[stage] ? "detail" : "arrival",
  };
}

function completed({ clips }: { clips: number }, at: string): Change {
  return {
    job: { ...over(at), status: "completed", stage: null, progress: 1, clip_count: clips },
    step: (step) => (isOpen(step) ? ended(step, "done", at) : step),
    lacks: "detail",
  };
}

function failed(told: { error_code: string; stage: string; message: string }, at: string): Change {
  const { error_code: code, stage, message } = told;
  return {
    job: { ...over(at), status: "failed", error: { code, stage, message } },
    step: (step) => (step.stage === stage ? ended(step, "failed", at) : step),
    lacks: "nothing",
  };
}

function cancelled(_told: unknown, at: string): Change {
  return {
    job: { ...over(at), status: "cancelled" },
    step: (step) => (isOpen(step) ? ended(step, "cancelled", at) : step),
    lacks: "nothing",
  };
}

function over(at: string): Partial<JobView> {
  return { eta_seconds: null, clip_count: 0, error: null, finished_at: at };
}

function isOpen({ state }: Step): boolean {
  return state === "blocked" || state === "waiting" || state === "held" || state === "running";
}

function ended(step: Step, state: "done" | "failed" | "cancelled", at: string): Step {
  const { started_at } = step;
  const duration_seconds = started_at === null ? null : (Date.parse(at) - Date.parse(started_at)) / 1000;
  return { ...step, state, ...(state === "done" ? { progress: 1 } : {}), finished_at: at, duration_seconds };
}
