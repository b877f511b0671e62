import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Artefact } from "@agentos/contracts/artefact";
import type { ClaimedTask } from "@agentos/contracts/messages/jobs";
import type { StageName, StageOutput } from "@agentos/contracts/stages/stages";
import type { ObjectStore } from "@agentos/storage/object-store";

type Attempt = Pick<ClaimedTask, "job_id" | "run" | "stage" | "attempt_id">;

export function prefixOf(task: Attempt): string {
  return `jobs/${task.job_id}/${task.run}/${task.stage}/${task.attempt_id}/`;
}

/** Bytes as an artefact of an attempt would describe them, stored if there is a store. */
async function artefactOf(
  task: Attempt,
  name: string,
  text: string,
  contentType: string,
  store?: ObjectStore,
): Promise<Artefact> {
  const bytes = Buffer.from(text);
  const key = prefixOf(task) + name;
  if (store) await store.put(key, Readable.from([bytes]));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { key, bytes: bytes.length, sha256, content_type: contentType };
}

/** Outputs of the stages' own forms for a 60 s video with two clips. Only the clips' files are stored, if there is a store. */
export async function outputOf(task: Attempt, store?: ObjectStore): Promise<unknown> {
  const file = (name: string): Promise<Artefact> => artefactOf(task, name, name, "application/json");
  const builders: { [Name in StageName]: () => Promise<StageOutput<Name>> } = {
    video_downloader: async () => ({
      source: { kind: "upload", filename: "talk.mp4", bytes: 1000, sha256: "a".repeat(64) },
      media: await file("media.mp4"),
      normalised: "remuxed",
      duration_seconds: 60,
      width: 1280,
      height: 720,
      fps: 30,
      has_audio: true,
      subtitles: null,
      tools: { ffmpeg: "5.1" },
    }),
    audio_transcriber: async () => ({
      transcript: await file("transcript.json"),
      engine: "none",
      engine_version: "1",
      language: null,
      word_count: 0,
      mean_confidence: null,
      draft: true,
      note: "No engine was available.",
    }),
    moment_detector: async () => ({
      moments: [0, 1].map((index) => ({
        index,
        start_seconds: index * 25,
        end_seconds: index * 25 + 20,
        title: `Moment ${index}`,
        score: 50 + index,
        reasons: ["It is loud."],
        features: {},
      })),
      analysis: await file("analysis.json"),
      engine: "heuristic",
      note: null,
    }),
    face_detector: async () => ({
      faces: await file("faces.json"),
      detector: "test",
      detector_version: "1",
      sampled_fps: 3,
      moments: [],
    }),
    intelligent_cropper: async () => ({ paths: await file("paths.json"), clips: [] }),
    video_cutter: async () => ({
      clips: await Promise.all([0, 1].map((index) => clipOf(task, index, store))),
      skipped: [],
    }),
  };
  return builders[task.stage]();
}

async function clipOf(
  task: Attempt,
  index: number,
  store?: ObjectStore,
): Promise<StageOutput<"video_cutter">["clips"][number]> {
  const text = `clip ${index} `.repeat(1000);
  return {
    index,
    title: `Moment ${index}`,
    start_seconds: index * 25,
    end_seconds: index * 25 + 20,
    duration_seconds: 20,
    score: 50 + index,
    reasons: ["It is loud."],
    width: 720,
    height: 1280,
    video: await artefactOf(task, `clips/${index}.mp4`, text, "video/mp4", store),
    thumbnail: await artefactOf(task, `clips/${index}.jpg`, "picture", "image/jpeg", store),
    srt: null,
    vtt: await artefactOf(task, `clips/${index}.vtt`, "WEBVTT", "text/vtt", store),
    quality: {
      framing: "cropped",
      face_inside_share: 1,
      max_travel_px_per_s: 10,
      reversals_per_s: 0,
      note: null,
      loudness_lufs: -14,
      av_offset_ms: 0,
      captions: "burned",
    },
    provenance: { source_sha256: "a".repeat(64), output_sha256: "b".repeat(64), stages: {} },
  };
}
