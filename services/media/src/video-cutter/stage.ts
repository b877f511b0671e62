import { AppError } from "@agentos/contracts/errors";
import { transcript } from "@agentos/contracts/stages/audio-transcriber";
import { pathFile } from "@agentos/contracts/stages/intelligent-cropper";
import type { Moment } from "@agentos/contracts/stages/moment-detector";
import type { StageInput, StageOutput } from "@agentos/contracts/stages/stages";
import { operatorSettings } from "@agentos/stage-kit/settings";
import type { StageContext, StageDefinition } from "@agentos/stage-kit/stage";
import type { RunTool } from "@agentos/stage-kit/tools";
import path from "node:path";
import { placeFont } from "../captions/font.ts";
import { cutClip, type Cutting } from "./clip.ts";
import { videoCutterSettings, type VideoCutterSettings, type VideoCutterSettingsInput } from "./settings.ts";
import { requireFfmpegParts } from "../ffmpeg/parts.ts";
import { mainAudio, mainVideo, tryProbe } from "../ffmpeg/probe.ts";
import { tryTinySample } from "../ffmpeg/tiny-sample.ts";
import type { MediaStreams } from "./render.ts";
import { ffmpegVersion } from "./ffmpeg-version.ts";

type Output = StageOutput<"video_cutter">;
type Result = { clip: Output["clips"][number] } | { skipped: Output["skipped"][number] };

const needed = {
  filters: ["ass", "crop", "sendcmd", "overlay", "gblur", "ebur128", "alimiter", "scale", "tpad"],
  encoders: ["libx264", "aac", "mjpeg"],
};

/** Renders each moment as a clip in one pass, checks it and stores it with thumbnail and subtitles. */
export function createVideoCutter(given: VideoCutterSettingsInput = {}): StageDefinition<"video_cutter"> {
  const configured = videoCutterSettings.parse(given);
  return {
    name: "video_cutter",
    settings: operatorSettings("video_cutter", configured),
    run: (input, context) => cutAll(input, context, { ...configured, ...context.settings }),
    selfTest,
  };
}

/** Cuts a drawn sample as a clip is cut: cropped, scaled, limited, encoded. */
async function selfTest(runTool: RunTool): Promise<void> {
  await requireFfmpegParts(runTool, needed);
  const filters = ["-vf", "crop=100:178:10:0,scale=90:160,gblur=2", "-af", "alimiter"];
  await tryTinySample(runTool, { args: [...filters, "-c:v", "libx264", "-c:a", "aac"], format: "matroska" });
}

async function cutAll(
  input: StageInput<"video_cutter">,
  context: StageContext,
  settings: VideoCutterSettings,
): Promise<Output> {
  const cutting = await prepare(input, context, settings);
  const { moments } = input.outputs.moment_detector;
  const report = createProgress(moments, context.progress);
  const results = await inTurns(moments, settings.parallelClips, (moment) =>
    cutOrSkip(cutting, moment, (fraction) => report(moment.index, fraction)),
  );
  const clips = results.flatMap((result) => ("clip" in result ? [result.clip] : []));
  const skipped = results.flatMap((result) => ("skipped" in result ? [result.skipped] : []));
  if (clips.length === 0) {
    throw new AppError(
      "NO_PLAYABLE_CLIP",
      `None of the clips could be made. The first: ${skipped[0]?.message ?? "none"}`,
    );
  }
  return { clips, skipped };
}

async function prepare(
  input: StageInput<"video_cutter">,
  context: StageContext,
  settings: VideoCutterSettings,
): Promise<Cutting> {
  const { outputs } = input;
  const fontsFolder = "fonts";
  await placeFont(path.join(context.workDir, fontsFolder));
  const media = await context.checkout(outputs.video_downloader.media.key);
  return {
    input,
    context,
    settings,
    media,
    fontsFolder,
    streams: await findStreams(context, media),
    transcript: await context.readJson(outputs.audio_transcriber.transcript, transcript),
    paths: await context.readJson(outputs.intelligent_cropper.paths, pathFile),
    ffmpeg: await ffmpegVersion(context.runTool, context.signal),
  };
}

async function findStreams(context: StageContext, media: string): Promise<MediaStreams> {
  const told = await tryProbe(context, media);
  const video = told.ok ? mainVideo(told.probe) : undefined;
  if (!told.ok || !video) throw new AppError("VIDEO_CORRUPT");
  return { video: video.index, audio: mainAudio(told.probe)?.index ?? null };
}

/** A moment that gives no clip is told apart and leaves the others alone; what is wrong with us or the machine is thrown. */
async function cutOrSkip(cutting: Cutting, moment: Moment, progress: (fraction: number) => void): Promise<Result> {
  try {
    return { clip: await cutClip(cutting, moment, progress) };
  } catch (error) {
    cutting.context.signal.throwIfAborted();
    if (!(error instanceof AppError) || !skippable.has(error.code)) throw error;
    cutting.context.log.warn({ err: error, moment: moment.index }, "A moment gave no playable clip");
    progress(1);
    return { skipped: { index: moment.index, code: error.code, message: error.message } };
  }
}

const skippable: ReadonlySet<string> = new Set(["NO_PLAYABLE_CLIP", "VIDEO_CORRUPT", "RESOURCE_LIMIT"]);

/** Progress of all from the progress of each, by their lengths. */
function createProgress(
  moments: readonly Moment[],
  report: (fraction: number) => void,
): (index: number, fraction: number) => void {
  const lengths = new Map(moments.map((m) => [m.index, m.end_seconds - m.start_seconds]));
  const total = [...lengths.values()].reduce((a, b) => a + b, 0);
  const done = new Map<number, number>();
  return (index, fraction) => {
    done.set(index, Math.max(fraction, done.get(index) ?? 0));
    const seconds = [...done].reduce((sum, [i, share]) => sum + share * (lengths.get(i) ?? 0), 0);
    report(total > 0 ? Math.min(1, seconds / total) : 1);
  };
}

/** Works on a list, at most `atOnce` at a time; results in the order of the list. The first failure ends all of it. */
async function inTurns<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const open = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of open) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
