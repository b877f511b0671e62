import type { transcription, Word } from "@agentos/contracts/stages/audio-transcriber";
import type { StageLogger } from "@agentos/stage-kit/stage";
import type { RunTool } from "@agentos/stage-kit/tools";
import type { z } from "zod";
import type { Tools } from "../ffmpeg/run.ts";
import type { Sound } from "./sound/sound.ts";

export type EngineName = z.output<typeof transcription>["engine"];

/** What an engine gets to work on. */
export type Speech = {
  sound: Sound;
  /** Wanted language such as `en` or `pt-BR`, or `auto`. */
  language: string;
  /** A local WebVTT file of the video's own subtitles. */
  subtitles: { file: string; language: string | null } | null;
  /** Folder for work files. */
  workDir: string;
  tools: Tools;
  log: StageLogger;
  onProgress: (fraction: number) => void;
};

/** What an engine heard: words in order of time, in seconds of the media. */
export type Heard = { words: Word[]; language: string | null; version: string };

/** One way to get a transcript. The stage tries them in order. */
export type TranscriptionEngine = {
  name: EngineName;
  /** A sentence on why the engine cannot be used for this speech, or null where it can. `quiet` reasons are no news to a person. */
  unavailable(speech: Speech): { reason: string; quiet: boolean } | null;
  transcribe(speech: Speech): Promise<Heard>;
  /** Checks at start that its program or model is there; throws ENGINE_MISSING. Not for what is reached over a network. */
  selfTest?(runTool: RunTool): Promise<void>;
};
