import type { Artefact } from "@agentos/contracts/artefact";
import type { StageName, StageOutput } from "@agentos/contracts/stages/stages";
import type { PlannedJob } from "./plan.ts";
import type { Random } from "./random.ts";

/** A short real clip, stored for the job: what its clips play, and what a retry begins with. */
export type SeedFiles = { source: Artefact; video: Artefact; thumbnail: Artefact; data: Artefact };
/** What is known of that clip. */
export type SeedClip = { seconds: number; width: number; height: number };

const version = "seed";
const lines = [
  "The one thing that nobody told us",
  "Why did it take ten years?",
  "This is where it went wrong",
  "Three words that changed the plan",
  "What would you do?",
  "And then the lights went out",
] as const;
const reasons = [
  "Begins with a question.",
  "The speaker is faster and louder than in the rest of the video.",
  "A burst of speech after a pause.",
  "Starts and ends on a whole sentence.",
] as const;

/** Outputs of the stages' own forms, as a run over such a video gives them. */
export function seedOutputs(
  job: PlannedJob,
  files: SeedFiles,
  clip: SeedClip,
  random: Random,
): { [Name in StageName]: () => StageOutput<Name> } {
  const moments = momentsOf(job, clip, random);
  return {
    video_downloader: () => ({
      source: { kind: "upload", filename: job.filename, bytes: files.source.bytes, sha256: files.source.sha256 },
      media: files.source,
      normalised: "original",
      duration_seconds: job.mediaSeconds,
      width: 1280,
      height: 720,
      fps: 30,
      has_audio: true,
      subtitles: null,
      tools: { seed: version },
    }),
    audio_transcriber: () => ({
      transcript: files.data,
      engine: "pocketsphinx",
      engine_version: version,
      language: "en",
      word_count: Math.round(job.mediaSeconds * 2.3),
      mean_confidence: 0.8,
      draft: false,
      note: null,
    }),
    moment_detector: () => ({ moments, analysis: files.data, engine: "heuristic", note: null }),
    face_detector: () => ({
      faces: files.data,
      detector: "seed",
      detector_version: version,
      sampled_fps: 3,
      moments: moments.map(({ index }) => ({ index, tracks: 1, face_share: 0.9 })),
    }),
    intelligent_cropper: () => ({
      paths: files.data,
      clips: moments.map(({ index }) => ({ index, quality: cropQuality })),
    }),
    video_cutter: () => ({ clips: moments.map((moment) => cutClip(moment, files, clip)), skipped: [] }),
  };
}

type Moment = StageOutput<"moment_detector">["moments"][number];

const cropQuality = {
  framing: "cropped",
  face_inside_share: 0.97,
  max_travel_px_per_s: 42,
  reversals_per_s: 0.05,
  note: null,
} as const;

function momentsOf(job: PlannedJob, clip: SeedClip, random: Random): Moment[] {
  const apart = job.mediaSeconds / job.clips;
  return Array.from({ length: job.clips }, (_, index) => {
    const start = Math.round(index * apart + random.between(0, Math.max(0, apart - clip.seconds)));
    return {
      index,
      start_seconds: start,
      end_seconds: start + clip.seconds,
      title: lines[index % lines.length] ?? lines[0],
      score: Math.round(random.between(45, 95)),
      reasons: [random.pick(reasons), reasons[3]],
      features: {},
    };
  });
}

function cutClip(moment: Moment, files: SeedFiles, clip: SeedClip): StageOutput<"video_cutter">["clips"][number] {
  const { features: _, ...told } = moment;
  return {
    ...told,
    duration_seconds: clip.seconds,
    width: clip.width,
    height: clip.height,
    video: files.video,
    thumbnail: files.thumbnail,
    srt: null,
    vtt: null,
    quality: { ...cropQuality, loudness_lufs: -14, av_offset_ms: 0, captions: "none" },
    provenance: {
      source_sha256: files.source.sha256,
      output_sha256: files.video.sha256,
      stages: { video_cutter: { seeded: true } },
    },
  };
}
