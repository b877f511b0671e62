import type { JobOptions } from "@agentos/contracts/job-options";
import type { StageName, StageOutput } from "@agentos/contracts/stages/stages";

/** What is known of the size of a job's work; null where no stage has measured it yet. */
export type WorkSize = { mediaSeconds: number | null; megapixels: number | null; clipSeconds: number | null };

export const unknownSize: WorkSize = { mediaSeconds: null, megapixels: null, clipSeconds: null };

/** What each stage's output tells of the size of the work to come. */
const measures: { [Name in StageName]?: (output: StageOutput<Name>) => Partial<WorkSize> } = {
  video_downloader: (source) => ({
    mediaSeconds: source.duration_seconds,
    megapixels: (source.width * source.height) / 1e6,
  }),
  moment_detector: ({ moments }) => ({
    clipSeconds: moments.reduce((sum, moment) => sum + moment.end_seconds - moment.start_seconds, 0),
  }),
};

/** Reads the size of the work from a finished stage's output, which its schema has already checked. */
export function measureWork(stage: StageName, output: unknown): WorkSize {
  const measure = measures[stage] as ((output: unknown) => Partial<WorkSize>) | undefined;
  return { ...unknownSize, ...measure?.(output) };
}

/** What is known now, with what was just measured. */
export function joinSizes(known: WorkSize, measured: WorkSize): WorkSize {
  return {
    mediaSeconds: measured.mediaSeconds ?? known.mediaSeconds,
    megapixels: measured.megapixels ?? known.megapixels,
    clipSeconds: measured.clipSeconds ?? known.clipSeconds,
  };
}

/** Seconds of media where nothing is known: a five-minute video. */
const usualMediaSeconds = 300;
const usualMegapixels = 1280 * 720 * 1e-6;
/** Clips do not overlap and want whole sentences: seldom is more of a video used. */
const usableShare = 0.7;
/** Where between the shortest and the longest a clip usually is. */
const usualLength = 0.4;

/** The seconds of clips that the options ask for and the material can bear, before the moments are known. */
export function wantedClipSeconds(mediaSeconds: number, options: JobOptions): number {
  const length = options.min_seconds + usualLength * (options.max_seconds - options.min_seconds);
  return Math.min(options.clip_count * length, Math.max(options.min_seconds, usableShare * mediaSeconds), mediaSeconds);
}

/** Sizes with usual values for what is not known. `clipYield` is the learned ratio of found to wanted clip seconds. */
export function assumeSize(
  size: WorkSize,
  options: JobOptions,
  clipYield: number,
): { mediaSeconds: number; megapixels: number; clipSeconds: number } {
  const mediaSeconds = size.mediaSeconds ?? usualMediaSeconds;
  return {
    mediaSeconds,
    megapixels: size.megapixels ?? usualMegapixels,
    clipSeconds: size.clipSeconds ?? Math.min(mediaSeconds, clipYield * wantedClipSeconds(mediaSeconds, options)),
  };
}
