import { AppError } from "@agentos/contracts/errors";
import { mediaInput } from "../ffmpeg/input-args.ts";
import { runFfmpeg, type Tools } from "../ffmpeg/run.ts";

/** Integrated loudness in LUFS and true peak in dBTP by EBU R 128; null where there is nothing to hear. */
export type Loudness = { integrated: number | null; truePeak: number | null };

export type LoudnessGoal = { loudnessTarget: number; truePeak: number };

/** What turns the sound of a stretch into the wanted loudness. */
export type Levelling = { gainDb: number; limitDb: number };

/** A part of the sound of a file: index of the stream, and seconds. */
export type SoundStretch = { file: string; stream: number; start: number; duration: number };

// AAC and the points between samples rise above the limiter's peak by up to about a decibel.
const overshoot = 1;
const mostGain = 30;
const mostRounds = 3;
/** LU within which another round of measuring would not be heard. */
const closeEnough = 0.7;
const silence = -60;

/** Filters that make sound stereo at 48 kHz without gaps; the same for measuring and for rendering. */
export const evenSound = ["aresample=48000:async=1:first_pts=0", "aformat=sample_fmts=fltp:channel_layouts=stereo"];

/** The filters of a levelling: a gain, and a limiter on what it lifts too high. */
export function levellingFilters({ gainDb, limitDb }: Levelling): string[] {
  const limit = (10 ** (limitDb / 20)).toFixed(5);
  return [`volume=${gainDb.toFixed(2)}dB`, `alimiter=limit=${limit}:attack=3:release=60:level=disabled`];
}

/**
 * Finds the gain for a stretch of sound: measured as it is, then behind the limiter, which takes some loudness away. Speech has higher peaks than loudnorm's linear mode can lift to -14 LUFS, which then falls back to
 * riding the volume; a constant gain and a limiter keep the dynamics. Null for silence.
 */
export async function findLevelling(
  tools: Tools,
  stretch: SoundStretch,
  goal: LoudnessGoal,
): Promise<Levelling | null> {
  const limitDb = goal.truePeak - overshoot;
  const plain = await measureSound(tools, stretch, evenSound);
  if (plain.integrated === null || plain.integrated < silence) return null;
  let gainDb = Math.min(mostGain, goal.loudnessTarget - plain.integrated);
  if ((plain.truePeak ?? 0) + gainDb <= limitDb) return { gainDb, limitDb };
  for (let round = 0; round < mostRounds; round += 1) {
    const limited = await measureSound(tools, stretch, [...evenSound, ...levellingFilters({ gainDb, limitDb })]);
    const missing = goal.loudnessTarget - (limited.integrated ?? goal.loudnessTarget);
    gainDb = Math.min(mostGain, gainDb + missing);
    if (Math.abs(missing) < closeEnough) break;
  }
  return { gainDb, limitDb };
}

async function measureSound(tools: Tools, stretch: SoundStretch, filters: readonly string[]): Promise<Loudness> {
  const measuring = ["-af", [...filters, loudnessFilter].join(","), "-f", "null", "-"];
  const args = [...mediaInput(stretch.file, stretch), "-map", `0:${stretch.stream}`, ...measuring];
  const result = await runFfmpeg(tools, args, { logLevel: "info" });
  if (result.exitCode !== 0) {
    const cause = new Error(result.messages.slice(-5).join(" | "));
    throw new AppError("VIDEO_CORRUPT", "The sound of this moment cannot be decoded.", { cause });
  }
  return readLoudness(result.messages);
}

/** Measures what passes through; tells it in a summary among the messages of level `info`. */
export const loudnessFilter = "ebur128=peak=true:framelog=verbose";

/** Reads the summary that ffmpeg's ebur128 filter prints at its end. */
export function readLoudness(messages: readonly string[]): Loudness {
  const summary = messages.slice(messages.findLastIndex((line) => line.includes("Summary:"))).join("\n");
  const integrated = Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1] ?? Number.NaN);
  const truePeak = Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1] ?? Number.NaN);
  return {
    // -70 LUFS is the gate of the standard: nothing was louder.
    integrated: Number.isFinite(integrated) && integrated > -70 ? integrated : null,
    truePeak: Number.isFinite(truePeak) ? truePeak : null,
  };
}
