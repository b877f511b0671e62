import type { Shot } from "@agentos/contracts/stages/face-detector";
import type { Tools } from "../ffmpeg/run.ts";
import { longestGap } from "../face-track/box-at.ts";
import { searchCut } from "./cut-search.ts";
import type { SampledMedia } from "./sampling.ts";
import type { FaceDetectorSettings } from "./settings.ts";
import type { ChangedSample } from "./sample-moments.ts";
import { changedAtOnce, replacedAtOnce, splitAt, type Stretch } from "./shots.ts";
import { trackFaces, type TimedBox } from "./tracks.ts";
import { watchMouths } from "./watch-mouths.ts";

/** What is known of the media for all its moments. */
export type Looked = {
  media: SampledMedia;
  fps: number;
  hasSound: boolean;
  /** Scene cuts, in seconds. */
  cuts: readonly number[];
  /** Pixels of the media per pixel of a sampled frame. */
  scale: number;
};

type FollowedShot = Stretch & { tracks: TimedBox[][] };

/** The shots of a moment with the faces in each of them, in pixels of the media. */
export async function gatherShots(
  tools: Tools,
  looked: Looked,
  moment: { start_seconds: number; end_seconds: number },
  samples: readonly ChangedSample[],
  settings: FaceDetectorSettings,
): Promise<Shot[]> {
  const whole = { start: moment.start_seconds, end: moment.end_seconds };
  const shots: Shot[] = [];
  let id = 0;
  const missed = await searchCuts(tools, looked, changedAtOnce(samples, looked.cuts));
  for (const stretch of splitAt(whole, [...looked.cuts, ...missed])) {
    for (const shot of await follow(tools, looked, stretch, samples, settings)) {
      const speaking = await whoSpeaks(tools, looked, shot, settings);
      const tracks = shot.tracks.map((boxes, face) => ({
        id: id++,
        boxes: boxes.map((box) => scaled(box, looked.scale)),
        speaking: within(speaking[face] ?? [], boxes),
      }));
      shots.push({ start: shot.start, end: shot.end, tracks });
    }
  }
  return shots;
}

/** The cuts that really are where one may be: scene detectors overlook cuts between dark or alike pictures. */
async function searchCuts(tools: Tools, { media, fps }: Looked, suspected: readonly Stretch[]): Promise<number[]> {
  const cuts: number[] = [];
  for (const between of suspected) {
    const cut = await searchCut(tools, media.file, fps, between);
    if (cut !== null) cuts.push(cut);
  }
  return cuts;
}

/** Tracks a shot's faces; where all of them are replaced at once by a cut that was not known, the shot is split there. */
async function follow(
  tools: Tools,
  looked: Looked,
  stretch: Stretch,
  samples: readonly ChangedSample[],
  { minScore }: FaceDetectorSettings,
): Promise<FollowedShot[]> {
  const inside = samples.filter(({ t }) => t >= stretch.start && t < stretch.end);
  const tracks = trackFaces(inside, { minScore, maxGap: longestGap });
  const times = inside.map((sample) => sample.t);
  const cuts = await searchCuts(tools, looked, replacedAtOnce(tracks, times));
  return splitAt(stretch, cuts).map((part) => ({
    ...part,
    tracks: tracks.filter((boxes) => (boxes[0]?.t ?? 0) >= part.start && (boxes[0]?.t ?? 0) < part.end),
  }));
}

async function whoSpeaks(
  tools: Tools,
  { media, hasSound }: Looked,
  shot: FollowedShot,
  { mouthSamplesPerSecond }: FaceDetectorSettings,
): Promise<Stretch[][]> {
  if (!hasSound || !shot.tracks.some((one) => shot.tracks.some((other) => one !== other && meet(one, other))))
    return [];
  return watchMouths(tools, media, shot, shot.tracks, mouthSamplesPerSecond);
}

/** Whether two faces are there at the same time for a second. */
function meet(one: readonly TimedBox[], other: readonly TimedBox[]): boolean {
  const from = Math.max(one[0]?.t ?? 0, other[0]?.t ?? 0);
  const to = Math.min(one.at(-1)?.t ?? 0, other.at(-1)?.t ?? 0);
  return to - from >= 1;
}

function scaled(box: TimedBox, scale: number): TimedBox {
  const round = (value: number): number => Number((value * scale).toFixed(2));
  const place = { x: round(box.x), y: round(box.y), w: round(box.w), h: round(box.h) };
  return { ...place, t: box.t, score: box.score };
}

/** Evidence is gathered over a window, so that speech may seem to begin before the face is there. */
function within(stretches: readonly Stretch[], boxes: readonly TimedBox[]): Stretch[] {
  const first = (boxes[0]?.t ?? 0) - longestGap / 2;
  const last = (boxes.at(-1)?.t ?? 0) + longestGap / 2;
  return stretches
    .map(({ start, end }) => ({ start: Math.max(start, first), end: Math.min(end, last) }))
    .filter(({ start, end }) => end > start);
}
