import { AppError } from "@agentos/contracts/errors";
import { jobOptions } from "@agentos/contracts/job-options";
import { faceFile } from "@agentos/contracts/stages/face-detector";
import type { PathFile } from "@agentos/contracts/stages/intelligent-cropper";
import type { StageInput, StageOutput } from "@agentos/contracts/stages/stages";
import { operatorSettings } from "@agentos/stage-kit/settings";
import type { StageContext, StageDefinition } from "@agentos/stage-kit/stage";
import { cropWindow } from "./crop-window.ts";
import { planClip } from "./plan-clip.ts";
import {
  intelligentCropperSettings,
  type IntelligentCropperSettings,
  type IntelligentCropperSettingsInput,
} from "./settings.ts";

/** Plans for each moment how the frame moves over the picture, and measures how well it holds its subject. */
export function createIntelligentCropper(
  given: IntelligentCropperSettingsInput = {},
): StageDefinition<"intelligent_cropper"> {
  const configured = intelligentCropperSettings.parse(given);
  return {
    name: "intelligent_cropper",
    settings: operatorSettings("intelligent_cropper", configured),
    run: (input, context) => planAll(input, context, { ...configured, ...context.settings }),
    selfTest: async () => planSample(configured),
  };
}

/** Plans a clip of a second in which a face stands still; there are no programs that could be missing. */
function planSample(settings: IntelligentCropperSettings): void {
  const source = { width: 1280, height: 720, fps: 25 };
  const window = cropWindow(source, jobOptions.parse({}));
  const boxes = [0, 0.5, 1].map((t) => ({ t, x: 500, y: 200, w: 200, h: 200, score: 0.9 }));
  const shots = [{ start: 0, end: 1, tracks: [{ id: 0, boxes, speaking: [] }] }];
  const { quality } = planClip({ index: 0, start_seconds: 0, end_seconds: 1 }, shots, source, window, settings);
  if (quality.face_inside_share === 1) return;
  throw new AppError("ENGINE_MISSING", "A face that stands still does not stay in the frame: the settings do not fit.");
}

async function planAll(
  { options, outputs }: StageInput<"intelligent_cropper">,
  context: StageContext,
  settings: IntelligentCropperSettings,
): Promise<StageOutput<"intelligent_cropper">> {
  const { video_downloader: source, moment_detector: picked, face_detector: detected } = outputs;
  const window = cropWindow(source, options);
  const { moments: found } = await context.readJson(detected.faces, faceFile);
  const paths: PathFile = { clips: [] };
  const clips: StageOutput<"intelligent_cropper">["clips"] = [];
  for (const [done, moment] of picked.moments.entries()) {
    context.signal.throwIfAborted();
    const faces = found.find(({ index }) => index === moment.index);
    const { clip, quality } = planClip(moment, faces?.shots ?? [], source, window, settings);
    paths.clips.push(clip);
    clips.push({ index: moment.index, quality });
    context.progress((done + 1) / picked.moments.length);
  }
  return { paths: await context.publishJson("paths.json", paths), clips };
}
