import { z } from "zod";
import { jobOptions } from "../job-options.ts";
import { jobSource } from "../job-source.ts";
import { audioTranscriber } from "./audio-transcriber.ts";
import { faceDetector } from "./face-detector.ts";
import { intelligentCropper } from "./intelligent-cropper.ts";
import { momentDetector } from "./moment-detector.ts";
import { videoCutter } from "./video-cutter.ts";
import { videoDownloader } from "./video-downloader.ts";

/** The six stages in the order in which a job runs through them. Adding a stage is adding it here. */
export const stages = [
  videoDownloader,
  audioTranscriber,
  momentDetector,
  faceDetector,
  intelligentCropper,
  videoCutter,
] as const;

export type Stage = (typeof stages)[number];
export type StageName = Stage["name"];

export const stageNames = stages.map((stage) => stage.name) as [StageName, ...StageName[]];
export const stageName = z.enum(stageNames);

type ByName = { [S in Stage as S["name"]]: S };

/** The shape of each stage's result. */
export type StageOutput<Name extends StageName> = z.output<ByName[Name]["output"]>;

/** A stage's settings that operators may change, as a worker is configured. */
export type ConfiguredSettings<Name extends StageName> = z.output<ByName[Name]["settings"]>;

/** What operators have set of them; what is left out is the worker's own. */
export type StageSettings<Name extends StageName> = Partial<ConfiguredSettings<Name>>;

/** What a stage gets: the job, its source and options, and the outputs of the stages that it needs. */
export type StageInput<Name extends StageName> = {
  job_id: string;
  run: number;
  source: z.infer<typeof jobSource>;
  options: z.output<typeof jobOptions>;
  outputs: { [Need in ByName[Name]["needs"][number]]: StageOutput<Need> };
};

export function stageByName<Name extends StageName>(name: Name): ByName[Name] {
  return stages.find((stage) => stage.name === name) as ByName[Name];
}

/** The stage after `name`, or undefined after the last. */
export function nextStage(name: StageName): Stage | undefined {
  return stages[stages.findIndex((stage) => stage.name === name) + 1];
}

/** The schema of a stage's input, built from the outputs that it needs. */
export function stageInputSchema(name: StageName): z.ZodType {
  const needs: readonly StageName[] = stageByName(name).needs;
  return z.object({
    job_id: z.uuid(),
    run: z.int().positive(),
    source: jobSource,
    options: jobOptions,
    outputs: z.object(Object.fromEntries(needs.map((need) => [need, stageByName(need).output]))),
  });
}
