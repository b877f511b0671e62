import { AppError } from "@agentos/contracts/errors";
import { transcript } from "@agentos/contracts/stages/audio-transcriber";
import type { StageInput, StageOutput } from "@agentos/contracts/stages/stages";
import { operatorSettings } from "@agentos/stage-kit/settings";
import type { StageContext, StageDefinition } from "@agentos/stage-kit/stage";
import type { RunTool } from "@agentos/stage-kit/tools";
import { requireFfmpegParts } from "../ffmpeg/parts.ts";
import { mainAudio, mainVideo, tryProbe } from "../ffmpeg/probe.ts";
import { tryTinySample } from "../ffmpeg/tiny-sample.ts";
import { detectMoments, type Measured } from "./detect.ts";
import { createModelJudge } from "./llm/judge.ts";
import { measurePicture } from "./measure/picture.ts";
import { measureSound } from "./measure/sound.ts";
import type { Proposal, Wish } from "./proposal.ts";
import { momentDetectorSettings, type MomentDetectorSettings, type MomentDetectorSettingsInput } from "./settings.ts";

/** Measures the whole video, scores its passages and picks the best. */
export function createMomentDetector(given: MomentDetectorSettingsInput = {}): StageDefinition<"moment_detector"> {
  const configured = momentDetectorSettings.parse(given);
  return {
    name: "moment_detector",
    settings: operatorSettings("moment_detector", configured),
    run: (input, context) => run(input, context, { ...configured, ...context.settings }),
    selfTest,
  };
}

/** Measures a drawn sample. */
async function selfTest(runTool: RunTool): Promise<void> {
  await requireFfmpegParts(runTool, { filters: ["scdet", "metadata", "ebur128", "ametadata"] });
  const args = ["-vf", "scdet,metadata=mode=print", "-af", "ebur128=metadata=1,ametadata=mode=print"];
  await tryTinySample(runTool, { args, format: "null" });
}

async function run(
  input: StageInput<"moment_detector">,
  context: StageContext,
  settings: MomentDetectorSettings,
): Promise<StageOutput<"moment_detector">> {
  const { options } = input;
  const measured = await measure(input, context, settings);
  const wish: Wish = { count: options.clip_count, minSeconds: options.min_seconds, maxSeconds: options.max_seconds };
  const { languageModel } = settings;
  const judge = languageModel ? createModelJudge(languageModel, context.signal, context.log) : null;
  const proposals = await detectMoments(measured, wish, settings.minScore, judge);
  const analysis = await context.publishJson("analysis.json", {
    scene_cuts: measured.edges.cuts,
    loudness: measured.loudness,
  });
  context.progress(1);
  const outcome = judge?.outcome();
  return {
    moments: proposals.map((proposal, index) => toMoment(proposal, index)),
    analysis,
    engine: outcome?.used ? "llm" : "heuristic",
    note: outcome?.note ?? null,
  };
}

async function measure(
  input: StageInput<"moment_detector">,
  context: StageContext,
  settings: MomentDetectorSettings,
): Promise<Measured> {
  const { video_downloader: prepared, audio_transcriber: speech } = input.outputs;
  const file = await context.checkout(prepared.media.key);
  const told = await tryProbe(context, file);
  const video = told.ok ? mainVideo(told.probe) : undefined;
  if (!told.ok || !video) throw new AppError("VIDEO_CORRUPT");
  const audio = mainAudio(told.probe);
  const seconds = prepared.duration_seconds;
  // Decoding the picture takes all but all of the time.
  const picture = await measurePicture(
    context,
    { file, stream: video.index, seconds },
    settings.cutThreshold,
    (fraction) => context.progress(0.9 * fraction),
  );
  const loudness = audio
    ? await measureSound(context, { file, stream: audio.index, seconds }, (f) => context.progress(0.9 + 0.08 * f))
    : Array.from({ length: Math.ceil(seconds) }, () => null);
  return {
    transcript: await context.readJson(speech.transcript, transcript),
    loudness,
    motion: picture.motion,
    edges: { padding: settings.paddingSeconds, fps: prepared.fps, duration: seconds, cuts: picture.cuts },
  };
}

function toMoment(proposal: Proposal, index: number): StageOutput<"moment_detector">["moments"][number] {
  const { start, end, title, score, reasons, features } = proposal;
  return { index, start_seconds: millis(start), end_seconds: millis(end), title, score, reasons, features };
}

function millis(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
