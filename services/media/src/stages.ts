import type { StageName } from "@agentos/contracts/stages/stages";
import type { StageDefinition } from "@agentos/stage-kit/stage";
import { createAudioTranscriber } from "./audio-transcriber/stage.ts";
import type { Config } from "./config.ts";
import { createFaceDetector } from "./face-detector/stage.ts";
import { createIntelligentCropper } from "./intelligent-cropper/stage.ts";
import { createMomentDetector } from "./moment-detector/stage.ts";
import { createVideoCutter } from "./video-cutter/stage.ts";
import { createVideoDownloader } from "./video-downloader/stage.ts";

/** The work of each stage of the contract; a missing one does not compile. */
export const stageFactories: { [Name in StageName]: (config: Config) => StageDefinition<Name> } = {
  video_downloader: (config) => createVideoDownloader(config.VIDEO_DOWNLOADER),
  audio_transcriber: (config) => createAudioTranscriber(config.AUDIO_TRANSCRIBER),
  moment_detector: (config) => createMomentDetector(config.MOMENT_DETECTOR),
  face_detector: (config) => createFaceDetector(config.FACE_DETECTOR),
  intelligent_cropper: (config) => createIntelligentCropper(config.INTELLIGENT_CROPPER),
  video_cutter: (config) => createVideoCutter(config.VIDEO_CUTTER),
};
