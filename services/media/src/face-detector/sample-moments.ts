import { decodeFrames } from "../ffmpeg/decode.ts";
import type { Tools } from "../ffmpeg/run.ts";
import { colourChange, colourShares } from "./colours.ts";
import { detectFaces } from "./detector.ts";
import { sampled, type SampledMedia } from "./sampling.ts";
import type { FaceDetectorSettings } from "./settings.ts";
import type { Sample } from "./tracks.ts";

type Span = { start_seconds: number; end_seconds: number };
/** A sample, and the share of its colours that differ from the sample before it in the moment, 0–1. */
export type ChangedSample = Sample & { change: number };
export type SampledMoment<M extends Span> = { moment: M; samples: ChangedSample[] };

/** Looks for faces in frames of the moments, a few a second; boxes in pixels of the sampled frames. */
export async function sampleMoments<M extends Span>(
  tools: Tools,
  media: SampledMedia,
  moments: readonly M[],
  settings: FaceDetectorSettings,
  progress: (share: number) => void,
): Promise<SampledMoment<M>[]> {
  const { samplesPerSecond, minScore, keepScore } = settings;
  const total = moments.reduce((sum, moment) => sum + moment.end_seconds - moment.start_seconds, 0) * samplesPerSecond;
  const asked: { moment: M; t: number; change: number }[] = [];
  const closeEvery = Math.round(samplesPerSecond);
  const size = { width: media.width, height: media.height };
  const found = await detectFaces(tools, { ...size, minScore, keepScore }, async (handOver, bound) => {
    for (const moment of moments) {
      const part = { start: moment.start_seconds, end: moment.end_seconds };
      let before: Float64Array | null = null;
      await decodeFrames(bound, sampled(media, part, samplesPerSecond, "rgb24"), async ({ index, t, pixels }) => {
        const colours = colourShares(pixels);
        asked.push({ moment, t, change: before ? colourChange(before, colours) : 0 });
        before = colours;
        // Once a second, as a track bridges so much: a small face beside a large one is found in a closer look only.
        await handOver(pixels, index % closeEvery === 0);
        progress(Math.min(1, asked.length / total));
      });
    }
  });
  const samples = asked.map((one, index) => ({ ...one, boxes: found[index] ?? [] }));
  return moments.map((moment) => ({ moment, samples: samples.filter((sample) => sample.moment === moment) }));
}
