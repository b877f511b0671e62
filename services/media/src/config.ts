import { stageName } from "@agentos/contracts/stages/stages";
import { baseConfig, natsConfig, readEnvironment, storageConfig } from "@agentos/service-kit/config";
import { parseArgs } from "node:util";
import { z } from "zod";
import { audioTranscriberSettings } from "./audio-transcriber/settings.ts";
import { faceDetectorSettings } from "./face-detector/settings.ts";
import { intelligentCropperSettings } from "./intelligent-cropper/settings.ts";
import { momentDetectorSettings } from "./moment-detector/settings.ts";
import { videoCutterSettings } from "./video-cutter/settings.ts";
import { videoDownloaderSettings } from "./video-downloader/settings.ts";

/** A stage's settings as one JSON variable, such as `{"captionFont":"…"}`; what is left out has its default. */
function settingsJson<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .default("{}")
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "is not valid JSON" });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const shape = {
  ...baseConfig,
  STAGE: stageName,
  CONCURRENCY: z.coerce.number().int().min(1).max(16).optional(),
  ...natsConfig,
  ...storageConfig,
  /** Folder for files of work under way. */
  TEMP_ROOT: z.string(),
  PATH: z.string().default("/usr/local/bin:/usr/bin:/bin"),
  VIDEO_DOWNLOADER: settingsJson(videoDownloaderSettings),
  AUDIO_TRANSCRIBER: settingsJson(audioTranscriberSettings),
  MOMENT_DETECTOR: settingsJson(momentDetectorSettings),
  FACE_DETECTOR: settingsJson(faceDetectorSettings),
  INTELLIGENT_CROPPER: settingsJson(intelligentCropperSettings),
  VIDEO_CUTTER: settingsJson(videoCutterSettings),
};

/** `media --stage <name>`; everything else comes from the environment. */
export function readConfig(env: NodeJS.ProcessEnv = process.env, argv: string[] = process.argv.slice(2)) {
  const { values } = parseArgs({ args: argv, options: { stage: { type: "string" } } });
  return readEnvironment(shape, { ...env, STAGE: values.stage ?? env["STAGE"] });
}

export type Config = ReturnType<typeof readConfig>;
