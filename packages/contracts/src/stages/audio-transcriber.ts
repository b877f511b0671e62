import { z } from "zod";
import { artefact } from "../artefact.ts";
import { defineStage } from "./stage-contract.ts";

/** One spoken word; seconds from the start of the media; confidence 0–1 where the engine tells one. */
export const word = z.object({
  text: z.string(),
  start: z.number(),
  end: z.number(),
  confidence: z.number().nullable(),
});
export type Word = z.infer<typeof word>;

/** A sentence: words `first` to `last` (indexes, both inclusive) of the transcript. */
export const sentence = z.object({
  text: z.string(),
  start: z.number(),
  end: z.number(),
  first: z.int(),
  last: z.int(),
});
export type Sentence = z.infer<typeof sentence>;

/** A stretch without sound, in seconds. */
export const silence = z.object({ start: z.number(), end: z.number() });

/** The transcript file (JSON). Silence gives empty lists. */
export const transcript = z.object({
  language: z.string().nullable(),
  words: z.array(word),
  sentences: z.array(sentence),
  silences: z.array(silence),
});
export type Transcript = z.infer<typeof transcript>;

export const transcription = z.object({
  transcript: artefact,
  engine: z.enum(["subtitles", "openai", "whisper", "pocketsphinx", "none"]),
  engine_version: z.string(),
  language: z.string().nullable(),
  word_count: z.int(),
  mean_confidence: z.number().nullable(),
  /** The words are uncertain: not burned in unless a person asks for it. */
  draft: z.boolean(),
  /** What a person should know, such as which engine was not available. */
  note: z.string().nullable(),
});

export const audioTranscriber = defineStage({
  name: "audio_transcriber",
  event: "job:transcribing",
  label: "Listening to the speech",
  needs: ["video_downloader"],
  output: transcription,
  timeoutSeconds: 7200,
  tries: 3,
  concurrency: 1,
  settings: z.strictObject({
    draftBelow: z
      .number()
      .min(0)
      .max(1)
      .describe("Mean confidence of the words, 0 to 1, below which a transcript is a draft."),
  }),
});
