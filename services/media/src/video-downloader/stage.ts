import { AppError } from "@agentos/contracts/errors";
import path from "node:path";
import type { PreparedSource } from "@agentos/contracts/stages/video-downloader";
import { operatorSettings } from "@agentos/stage-kit/settings";
import type { StageContext, StageDefinition } from "@agentos/stage-kit/stage";
import type { RunTool } from "@agentos/stage-kit/tools";
import { tryTinySample } from "../ffmpeg/tiny-sample.ts";
import { ffmpegVersion } from "../ffmpeg/version.ts";
import type { Lookup } from "@agentos/service-kit/outbound/resolve";
import { judgeCompleteness } from "./judge/completeness.ts";
import { inspectVideo, type Inspection } from "./judge/inspect.ts";
import { scanPackets, type PacketScan } from "./judge/scan-packets.ts";
import { leaveOutBrokenSound } from "./judge/sound.ts";
import { normalise } from "./normalise/normalise.ts";
import { planNormalisation } from "./normalise/plan.ts";
import { chooseSubtitles, extractSubtitles, languageOf } from "./normalise/subtitles.ts";
import type { VideoDownloaderSettings } from "./settings.ts";
import { asSourceError, takeSource } from "./take-source.ts";

/** Where the parts of the work end, as shares of its progress. */
const parts = { fetched: 0.5, scanned: 0.6, normalised: 0.98 };

/** The stage that takes or fetches a video, judges it by what is in it, and makes it regular. */
export function createVideoDownloader(
  configured: VideoDownloaderSettings,
  overrides: { lookup?: Lookup } = {},
): StageDefinition<"video_downloader"> {
  return {
    name: "video_downloader",
    settings: operatorSettings("video_downloader", configured),
    async run(input, context) {
      const settings = { ...configured, ...context.settings };
      const report = (share: number): void => context.progress(parts.fetched * share);
      const local = await takeSource(context, input.source, settings, { onProgress: report, ...overrides });
      const { inspection, scan } = await judge(context, local.file, settings, input.source);
      const plan = planNormalisation(inspection, scan.video, settings);
      context.log.info({ plan: plan.kind, reasons: plan.reasons }, "video judged");
      const onProgress = (share: number): void =>
        context.progress(parts.scanned + (parts.normalised - parts.scanned) * share);
      const prepared = await normalise(context, { local, inspection, scan, plan, settings, onProgress });
      return {
        source: local.described,
        ...prepared,
        subtitles: await takeSubtitles(context, inspection, input.options.language),
        tools: { ffmpeg: await ffmpegVersion(context.runTool, context.signal) },
      };
    },
    selfTest,
  };
}

/** Encodes a drawn sample, and looks at what came out. */
async function selfTest(runTool: RunTool): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  await ffmpegVersion(runTool, signal);
  const input = await tryTinySample(runTool, { args: ["-c:v", "libx264", "-c:a", "aac"], format: "matroska" });
  const probe = ["-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", "-"];
  const { stdout, stderr } = await runTool("ffprobe", probe, { signal, input });
  if (stdout.toString("utf8").split(/\s+/).filter(Boolean).join() === "h264,aac") return;
  throw new AppError("ENGINE_MISSING", "ffprobe does not see what ffmpeg has made.", { cause: new Error(stderr) });
}

async function judge(
  context: StageContext,
  file: string,
  settings: VideoDownloaderSettings,
  source: Parameters<typeof asSourceError>[1],
): Promise<{ inspection: Inspection; scan: PacketScan }> {
  try {
    const opened = await inspectVideo(context, file, settings);
    const scan = await scanPackets(context, { ...opened, maxSeconds: settings.maxSeconds });
    judgeCompleteness(opened, scan, settings);
    const inspection = await leaveOutBrokenSound(context, opened, scan.video);
    if (opened.audio && !inspection.audio) context.log.warn({}, "the sound cannot be decoded and is left out");
    context.progress(parts.scanned);
    return { inspection, scan };
  } catch (error) {
    throw asSourceError(error, source);
  }
}

async function takeSubtitles(
  context: StageContext,
  inspection: Inspection,
  language: string,
): Promise<PreparedSource["subtitles"]> {
  const stream = chooseSubtitles(inspection.probe.streams, language);
  if (!stream) return null;
  const target = path.join(context.workDir, "subtitles.vtt");
  if (!(await extractSubtitles(context, inspection, stream, target))) {
    context.log.warn({ stream: stream.index }, "the subtitle stream could not be read and is left out");
    return null;
  }
  return { file: await context.publish("subtitles.vtt", target, "text/vtt"), language: languageOf(stream) };
}
