import type { JobOptions } from "@agentos/contracts/job-options";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { assumeSize, wantedClipSeconds, type WorkSize } from "./work-size.ts";

/** Seconds per unit of work, and of how many measurements that is the mean. */
export type Speed = { rate: number; samples: number };
/** What is learned: the speed of each stage, and the seconds of clips that are found per second that is wanted. */
export type Measure = StageName | "clip_seconds";
export type Speeds = Record<Measure, Speed>;

type Size = ReturnType<typeof assumeSize>;
type Model = {
  /** Seconds that a step takes whatever its size. */
  fixedSeconds: number;
  /** Seconds per unit before anything was measured. */
  startRate: number;
  units(size: Size, options: JobOptions): number;
};

/** Pixels of 720p, in millions: the size at which the starting rates were measured. */
const measuredMegapixels = 0.9216;
/** Decoding costs by the picture, but not all of a stage is decoding. */
const pixelFactor = (size: Size): number => 0.3 + 0.7 * (size.megapixels / measuredMegapixels);
/** A 1080p picture takes 1.8 times as long to encode as one of 720p. */
const outputFactor = (options: JobOptions): number => (options.resolution === "1080p" ? 1.8 : 1);

/** Starting values: measured on two shared cores with 60 s of 720p and a 30 s render. */
const models: Record<StageName, Model> = {
  video_downloader: { fixedSeconds: 1, startRate: 0.05, units: (size) => size.mediaSeconds * pixelFactor(size) },
  audio_transcriber: { fixedSeconds: 1, startRate: 0.46, units: (size) => size.mediaSeconds },
  moment_detector: { fixedSeconds: 1, startRate: 0.14, units: (size) => size.mediaSeconds * pixelFactor(size) },
  face_detector: { fixedSeconds: 2, startRate: 0.13, units: (size) => size.clipSeconds * pixelFactor(size) },
  intelligent_cropper: { fixedSeconds: 0.5, startRate: 0.01, units: (size) => size.clipSeconds },
  video_cutter: {
    fixedSeconds: 1,
    startRate: 0.95,
    units: (size, options) => size.clipSeconds * outputFactor(options),
  },
};

/** A short step says little of the rate: at this many units it counts half. */
const halfWeightUnits = 5;
/** Share of a full-weight measurement in the mean; the first ones count more, as the start was only assumed. */
const smoothing = 0.3;

export const startSpeeds: Speeds = Object.fromEntries([
  ...stageNames.map((name) => [name, { rate: models[name].startRate, samples: 0 }]),
  ["clip_seconds", { rate: 1, samples: 0 }],
]) as Speeds;

/** Seconds that a stage of a job is expected to take, when nothing holds it up. */
export function expectedSeconds(stage: StageName, size: WorkSize, options: JobOptions, speeds: Speeds): number {
  const model = models[stage];
  const assumed = assumeSize(size, options, speeds.clip_seconds.rate);
  return model.fixedSeconds + speeds[stage].rate * model.units(assumed, options);
}

/** An exponentially weighted mean, moved by one measurement: `amount` per `units`. */
export function learn(speed: Speed, amount: number, units: number): Speed {
  if (!(units > 0) || !(amount >= 0)) return speed;
  const weight = (units / (units + halfWeightUnits)) * Math.max(smoothing, 1 / (speed.samples + 2));
  return { rate: speed.rate + weight * (amount / units - speed.rate), samples: speed.samples + 1 };
}

/** What a finished step teaches of its stage's speed. */
export function learnDuration(
  speeds: Speeds,
  stage: StageName,
  seconds: number,
  size: WorkSize,
  options: JobOptions,
): Speed {
  const model = models[stage];
  const units = model.units(assumeSize(size, options, speeds.clip_seconds.rate), options);
  return learn(speeds[stage], Math.max(0, seconds - model.fixedSeconds), units);
}

/** What found moments teach of how much a video gives. */
export function learnClipSeconds(speeds: Speeds, size: WorkSize, options: JobOptions): Speed {
  if (size.mediaSeconds === null || size.clipSeconds === null) return speeds.clip_seconds;
  return learn(speeds.clip_seconds, size.clipSeconds, wantedClipSeconds(size.mediaSeconds, options));
}
