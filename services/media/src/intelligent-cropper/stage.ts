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
    // Arithmetic alone: nothing that could be missing.
    selfTest: async () => {},
  };
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
