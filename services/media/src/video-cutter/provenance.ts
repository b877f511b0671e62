import type { CutClip } from "@agentos/contracts/stages/video-cutter";
import type { StageInput } from "@agentos/contracts/stages/stages";
import type { Levelling } from "./loudness.ts";
import type { VideoCutterSettings } from "./settings.ts";

type Provenance = CutClip["provenance"];

/** What was done by which programs between the source and a clip. `ffmpeg`: the version that rendered it. */
export function provenanceOf(
  input: StageInput<"video_cutter">,
  settings: VideoCutterSettings,
  rendered: { ffmpeg: string; levelling: Levelling | null; captions: string; outputSha256: string },
): Provenance {
  const { video_downloader: prepared, audio_transcriber: speech, moment_detector: moments } = input.outputs;
  const { options } = input;
  return {
    source_sha256: prepared.source.sha256,
    output_sha256: rendered.outputSha256,
    stages: {
      video_downloader: {
        kind: prepared.source.kind,
        normalised: prepared.normalised,
        media_sha256: prepared.media.sha256,
        ...prepared.tools,
      },
      audio_transcriber: {
        engine: speech.engine,
        engine_version: speech.engine_version,
        language: speech.language,
        draft: speech.draft,
        transcript_sha256: speech.transcript.sha256,
      },
      moment_detector: {
        engine: moments.engine,
        clip_count: options.clip_count,
        min_seconds: options.min_seconds,
        max_seconds: options.max_seconds,
        analysis_sha256: moments.analysis.sha256,
      },
      face_detector: {
        detector: input.outputs.face_detector.detector,
        detector_version: input.outputs.face_detector.detector_version,
        sampled_fps: input.outputs.face_detector.sampled_fps,
      },
      intelligent_cropper: { aspect: options.aspect, paths_sha256: input.outputs.intelligent_cropper.paths.sha256 },
      video_cutter: {
        ffmpeg: rendered.ffmpeg,
        encoder: "libx264",
        preset: settings.preset,
        crf: settings.crf,
        resolution: options.resolution,
        captions: rendered.captions,
        loudness_target_lufs: settings.loudnessTarget,
        gain_db: rendered.levelling ? Math.round(rendered.levelling.gainDb * 100) / 100 : null,
      },
    },
  };
}
