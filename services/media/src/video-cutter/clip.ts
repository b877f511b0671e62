import type { Transcript } from "@agentos/contracts/stages/audio-transcriber";
import type { CropQuality, PathFile } from "@agentos/contracts/stages/intelligent-cropper";
import type { Moment } from "@agentos/contracts/stages/moment-detector";
import type { StageInput } from "@agentos/contracts/stages/stages";
import type { CutClip } from "@agentos/contracts/stages/video-cutter";
import type { StageContext } from "@agentos/stage-kit/stage";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeAss } from "../captions/ass.ts";
import { captionFont } from "../captions/font.ts";
import { captionLayout } from "../captions/layout.ts";
import { writeSrt, writeVtt } from "../captions/subtitles.ts";
import { wordsOfClip, type ClipWord } from "../captions/timed-words.ts";
import { planClip, type ClipPlan } from "./clip-plan.ts";
import type { GraphFiles } from "./filter-graph.ts";
import { findLevelling, type Levelling } from "./loudness.ts";
import { outputSize } from "./output-size.ts";
import { provenanceOf } from "./provenance.ts";
import { clipSeconds, renderClip, seekTime, type MediaStreams } from "./render.ts";
import { reviewClip } from "./review.ts";
import type { VideoCutterSettings } from "./settings.ts";
import { makeThumbnail } from "./thumbnail.ts";
import { checkClip } from "./verify.ts";

/** Everything that all clips of a job share. */
export type Cutting = {
  input: StageInput<"video_cutter">;
  context: StageContext;
  settings: VideoCutterSettings;
  /** Local file of the normalised source. */
  media: string;
  streams: MediaStreams;
  transcript: Transcript;
  paths: PathFile;
  ffmpeg: string;
  /** Folder of the caption font, relative to the work folder. */
  fontsFolder: string;
};

/** Makes, checks and stores one clip. Errors: NO_PLAYABLE_CLIP and VIDEO_CORRUPT where this moment gives none. */
export async function cutClip(
  cutting: Cutting,
  moment: Moment,
  progress: (fraction: number) => void,
): Promise<CutClip> {
  const { input, context, settings } = cutting;
  const { streams } = cutting;
  const output = outputSize(input.options);
  const cropPath = cutting.paths.clips.find((clip) => clip.index === moment.index);
  const plan = planClip(moment, cropPath, input.outputs.video_downloader, output);
  const start = plan.firstFrame / plan.rate.perSecond;
  const words = wordsOfClip(cutting.transcript.words, start, start + clipSeconds(plan));
  const name = `clip-${moment.index}`;
  const levelling = await levelSound(cutting, plan);
  const captions = await placeCaptions(cutting, name, words, plan);
  const video = await renderClip(
    { name, media: cutting.media, streams, plan, captions, levelling },
    { ...context, settings, progress: (fraction) => progress(0.9 * fraction) },
  );
  const facts = await checkClip(context, video, plan, streams.audio !== null);
  const review = await reviewClip(context, video, plan, streams.audio !== null);
  const thumbnail = await makeThumbnail(context, video, plan, review.bestFrame);
  const stored = await store(context, moment.index, { video, thumbnail, words });
  progress(1);
  const burned = captions ? "burned" : "none";
  const made = { ffmpeg: cutting.ffmpeg, levelling, captions: burned, outputSha256: stored.video.sha256 };
  return {
    index: moment.index,
    title: moment.title,
    score: moment.score,
    reasons: moment.reasons,
    start_seconds: start,
    end_seconds: start + clipSeconds(plan),
    duration_seconds: facts.durationSeconds,
    ...output,
    ...stored,
    quality: {
      ...cropQualityOf(input, moment.index),
      loudness_lufs: review.loudness.integrated,
      av_offset_ms: facts.avOffsetMs,
      captions: burned,
    },
    provenance: provenanceOf(input, settings, made),
  };
}

function levelSound({ context, settings, media, streams }: Cutting, plan: ClipPlan): Promise<Levelling | null> {
  if (streams.audio === null) return Promise.resolve(null);
  const stretch = { file: media, stream: streams.audio, start: seekTime(plan), duration: clipSeconds(plan) };
  return findLevelling(context, stretch, settings);
}

/** Writes the caption file, where captions are to be burned in. */
async function placeCaptions(
  { input, context, fontsFolder }: Cutting,
  name: string,
  words: readonly ClipWord[],
  plan: ClipPlan,
): Promise<GraphFiles["captions"]> {
  const { captions, caption_style: style } = input.options;
  const wanted = captions === "on" || (captions === "auto" && !input.outputs.audio_transcriber.draft);
  if (!wanted || words.length === 0) return null;
  const ass = `${name}.ass`;
  const layout = captionLayout(plan.output.width, plan.output.height);
  await writeFile(path.join(context.workDir, ass), await writeAss(words, layout, style, captionFont));
  return { ass, fontsFolder };
}

type Files = Pick<CutClip, "video" | "thumbnail" | "srt" | "vtt">;

/** Stores the files of a clip and removes the local ones: a job of many clips needs the room of one. */
async function store(
  context: StageContext,
  index: number,
  made: { video: string; thumbnail: string; words: readonly ClipWord[] },
): Promise<Files> {
  const text = async (kind: "srt" | "vtt", content: string, type: string) => {
    const local = path.join(context.workDir, `clip-${index}.${kind}`);
    await writeFile(local, content);
    return context.publish(`clips/${index}.${kind}`, local, type);
  };
  const spoken = made.words.length > 0;
  const files = {
    video: await context.publish(`clips/${index}.mp4`, made.video, "video/mp4"),
    thumbnail: await context.publish(`clips/${index}.jpg`, made.thumbnail, "image/jpeg"),
    srt: spoken ? await text("srt", writeSrt(made.words), "application/x-subrip; charset=utf-8") : null,
    vtt: spoken ? await text("vtt", writeVtt(made.words), "text/vtt; charset=utf-8") : null,
  };
  await rm(made.video, { force: true });
  await rm(made.thumbnail, { force: true });
  return files;
}

function cropQualityOf(input: StageInput<"video_cutter">, index: number): CropQuality {
  const told = input.outputs.intelligent_cropper.clips.find((clip) => clip.index === index);
  if (told) return told.quality;
  const note = "No crop path was made for this moment, so the whole picture is shown.";
  return { framing: "fitted", face_inside_share: null, max_travel_px_per_s: 0, reversals_per_s: 0, note };
}
