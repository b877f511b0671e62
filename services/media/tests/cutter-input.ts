import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { jobOptions, type JobOptionsInput } from "@agentos/contracts/job-options";
import type { Word } from "@agentos/contracts/stages/audio-transcriber";
import type { ClipPath, CropQuality } from "@agentos/contracts/stages/intelligent-cropper";
import type { StageInput } from "@agentos/contracts/stages/stages";
import type { TestStageContext } from "./stage-context.ts";
import { coded } from "./coded-video.ts";

export type CutterCase = {
  media: string;
  seconds: number;
  sound: boolean;
  moments: { start: number; end: number }[];
  paths?: ClipPath[];
  words?: Word[];
  draft?: boolean;
  options?: JobOptionsInput;
};

const quality: CropQuality = {
  framing: "cropped",
  face_inside_share: 1,
  max_travel_px_per_s: 0,
  reversals_per_s: 0,
  note: null,
};

/** The input of the cutter for a coded video, its files stored as the earlier stages would. */
export async function cutterInput(context: TestStageContext, given: CutterCase): Promise<StageInput<"video_cutter">> {
  const media = await context.store("media.mp4", given.media, "video/mp4");
  const json = async (name: string, value: unknown) => {
    const file = path.join(context.workDir, name);
    await writeFile(file, JSON.stringify(value));
    return context.store(name, file, "application/json");
  };
  const { words = [], moments } = given;
  const transcript = await json("transcript.json", { language: "en", words, sentences: [], silences: [] });
  return {
    job_id: randomUUID(),
    run: 1,
    source: { kind: "url", url: "https://example.com/a.mp4" },
    options: jobOptions.parse(given.options ?? {}),
    outputs: {
      video_downloader: {
        source: { kind: "url", filename: "a.mp4", bytes: media.bytes, sha256: media.sha256 },
        media,
        normalised: "original",
        duration_seconds: given.seconds,
        has_audio: given.sound,
        subtitles: null,
        width: coded.width,
        height: coded.height,
        fps: coded.fps,
        tools: { ffmpeg: "5" },
      },
      audio_transcriber: {
        transcript,
        engine: "subtitles",
        engine_version: "1",
        language: "en",
        word_count: words.length,
        mean_confidence: null,
        draft: given.draft ?? false,
        note: null,
      },
      moment_detector: {
        moments: moments.map(({ start, end }, index) => ({
          index,
          start_seconds: start,
          end_seconds: end,
          title: `Moment ${index}`,
          score: 70,
          reasons: ["For the test."],
          features: {},
        })),
        analysis: transcript,
        engine: "heuristic",
        note: null,
      },
      face_detector: { faces: transcript, detector: "none", detector_version: "1", sampled_fps: 3, moments: [] },
      intelligent_cropper: {
        paths: await json("paths.json", { clips: given.paths ?? [] }),
        clips: moments.map((_, index) => ({ index, quality })),
      },
    },
  };
}
