import path from "node:path";
import type { Artefact } from "@agentos/contracts/artefact";
import { AppError } from "@agentos/contracts/errors";
import type { PreparedSource } from "@agentos/contracts/stages/video-downloader";
import type { StageContext } from "@agentos/stage-kit/stage";
import { mainAudio, mainVideo, tryProbe } from "../../ffmpeg/probe.ts";
import { judgeSample } from "../judge/decode-sample.ts";
import type { Inspection } from "../judge/inspect.ts";
import { scanPackets, type PacketScan } from "../judge/scan-packets.ts";
import type { VideoDownloaderSettings } from "../settings.ts";
import type { LocalSource } from "../take-source.ts";
import type { Plan } from "./plan.ts";
import { remux } from "./remux.ts";
import { transcode } from "./transcode.ts";

export type Normalisation = {
  local: LocalSource;
  inspection: Inspection;
  scan: PacketScan;
  plan: Plan;
  settings: VideoDownloaderSettings;
  onProgress: (fraction: number) => void;
};

type Prepared = Omit<PreparedSource, "source" | "subtitles" | "tools">;

/** Carries out the plan and describes what the other stages will work on. Errors: VIDEO_CORRUPT, STAGE_FAILED. */
export async function normalise(context: StageContext, work: Normalisation): Promise<Prepared> {
  const { local, inspection, scan, plan, settings, onProgress } = work;
  if (plan.kind !== "transcoded") await judgeSample(context, inspection, scan.video, onProgress);
  if (plan.kind === "original") {
    return describe("original", await takeOriginal(context, local), inspection, scan);
  }
  const target = path.join(context.workDir, "prepared.mp4");
  if (plan.kind === "remuxed") await remux(context, inspection, scan.video, target, onProgress);
  else {
    const longSide = settings.transcodedLongSide;
    await transcode(context, { inspection, rhythm: scan.video, fps: plan.fps, longSide, target, onProgress });
  }
  const result = await verify(context, target, scan);
  return describe(plan.kind, await context.publish("source.mp4", target, "video/mp4"), result.inspection, result.scan);
}

async function takeOriginal(context: StageContext, { key, file, described }: LocalSource): Promise<Artefact> {
  if (key === null) return context.publish("source.mp4", file, "video/mp4");
  return { key, bytes: described.bytes, sha256: described.sha256, content_type: "video/mp4" };
}

/** What was made must hold what it was made from; ffmpeg's exit code does not tell. */
async function verify(
  context: StageContext,
  file: string,
  before: PacketScan,
): Promise<{ inspection: Inspection; scan: PacketScan }> {
  const opened = await tryProbe(context, file);
  const video = opened.ok ? mainVideo(opened.probe) : undefined;
  if (!opened.ok || !video) throw new AppError("STAGE_FAILED");
  const inspection = { file, probe: opened.probe, video, audio: mainAudio(opened.probe) };
  const scan = await scanPackets(context, { ...inspection, maxSeconds: Number.POSITIVE_INFINITY });
  const expected = before.video.end - before.video.start;
  if (expected - (scan.video.end - scan.video.start) > Math.max(1, expected * 0.02))
    throw new AppError("VIDEO_CORRUPT");
  return { inspection, scan };
}

function describe(
  normalised: Prepared["normalised"],
  media: Artefact,
  { video, audio }: Inspection,
  { video: { end, fps } }: PacketScan,
): Prepared {
  const { width, height } = video;
  return { media, normalised, duration_seconds: end, width, height, fps, has_audio: audio !== undefined };
}
