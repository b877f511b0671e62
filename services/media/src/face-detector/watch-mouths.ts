import { boxAt } from "../face-track/box-at.ts";
import { decodeFrames, decodeSound } from "../ffmpeg/decode.ts";
import type { Tools } from "../ffmpeg/run.ts";
import { facePatch, mouthMotion, type FacePatch } from "./mouth-motion.ts";
import { sampled, type SampledMedia } from "./sampling.ts";
import type { Stretch } from "./shots.ts";
import { decideSpeakers } from "./speaking.ts";
import type { TimedBox } from "./tracks.ts";

const sampleRate = 16_000;
/** Decibels that stand for silence. */
const silence = -90;

/**
 * Watches the mouths of a shot's faces while listening, and tells for each face the stretches in which it speaks. Reads the
 * shot once more, at a rate that sees syllables. Boxes in pixels of the sampled frames.
 */
export async function watchMouths(
  tools: Tools,
  media: SampledMedia,
  shot: Stretch,
  tracks: readonly (readonly TimedBox[])[],
  framesPerSecond: number,
): Promise<Stretch[][]> {
  const loudness = await listen(tools, media.file, shot, framesPerSecond);
  const { width, height } = media;
  const motions = tracks.map((): (number | null)[] => []);
  let before: (FacePatch | null)[] = [];
  await decodeFrames(tools, sampled(media, shot, framesPerSecond, "gray"), ({ t, pixels }) => {
    const frame = { width, height, pixels };
    const patches = tracks.map((boxes, face) => {
      const box = boxAt(boxes, t);
      const last = before[face];
      motions[face]?.push(box && last ? mouthMotion(last, frame, box) : null);
      return box && facePatch(frame, box);
    });
    before = patches;
  });
  // What changed between two frames is heard between them: the first frame has nothing before it.
  const steps = motions.map((motion) => motion.slice(1));
  return decideSpeakers(steps, loudness.slice(0, steps[0]?.length ?? 0), 1 / framesPerSecond, shot.start);
}

/** Loudness in decibels, a value per frame. */
async function listen(tools: Tools, file: string, shot: Stretch, framesPerSecond: number): Promise<number[]> {
  const loudness: number[] = [];
  const request = {
    file,
    sampleRate,
    blockSamples: Math.round(sampleRate / framesPerSecond),
    start: shot.start,
    duration: shot.end - shot.start,
  };
  await decodeSound(tools, request, ({ samples }) => {
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    loudness.push(power > 0 ? Math.max(silence, 10 * Math.log10(power)) : silence);
  });
  return loudness;
}
