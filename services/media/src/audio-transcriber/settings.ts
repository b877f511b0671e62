import { audioTranscriber } from "@agentos/contracts/stages/audio-transcriber";
import { z } from "zod";

const openai = z.strictObject({
  /** Up to and with the version, such as `https://api.openai.com/v1`; the path of the operation is added. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  apiKey: z.string().min(1).optional(),
  model: z.string().min(1).default("whisper-1"),
  /** Seconds that one request may take. */
  timeoutSeconds: z.number().min(1).max(3600).default(600),
  /** Seconds of speech that one request carries at the most; ten minutes of the format sent are 19 MB. */
  pieceSeconds: z.number().min(5).max(780).default(600),
});

const whisper = z.strictObject({
  /** A running whisper.cpp server, such as `http://127.0.0.1:8080`. */
  serverUrl: z.url({ protocol: /^https?$/ }),
  timeoutSeconds: z.number().min(1).max(7200).default(1800),
  pieceSeconds: z.number().min(5).max(3600).default(300),
});

const pocketsphinx = z.strictObject({
  /** False leaves it out, where a rough transcript is worse than none. */
  enabled: z.boolean().default(true),
  program: z.string().min(1).default("pocketsphinx_continuous"),
  /** The language that the models are for. */
  language: z.string().min(2).default("en"),
  /** Acoustic model folder, language model and dictionary; without them the program's own are used. */
  acousticModel: z.string().min(1).optional(),
  languageModel: z.string().min(1).optional(),
  dictionary: z.string().min(1).optional(),
  /** Pieces that are worked on at once. */
  parallel: z.int().min(1).max(16).default(2),
  /** Seconds of one piece at the most. */
  pieceSeconds: z.number().min(5).max(300).default(40),
});

/** The engines that are there, and when a transcript counts as uncertain. What operators may change has its bounds in the stage's contract. */
export const audioTranscriberSettings = z.strictObject({
  openai: openai.optional(),
  whisper: whisper.optional(),
  pocketsphinx: pocketsphinx.prefault({}),
  draftBelow: audioTranscriber.settings.shape.draftBelow.default(0.6),
});

export type AudioTranscriberSettings = z.output<typeof audioTranscriberSettings>;
export type OpenaiSettings = z.output<typeof openai>;
export type WhisperSettings = z.output<typeof whisper>;
export type PocketsphinxSettings = z.output<typeof pocketsphinx>;
