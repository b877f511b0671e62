import { readFile, stat } from "node:fs/promises";
import { AppError } from "@agentos/contracts/errors";
import type { Heard, Speech, TranscriptionEngine } from "../engine.ts";
import { spreadWords } from "../text/spread-words.ts";
import { parseCues } from "./parse-cues.ts";

/** More text than anyone speaks in a day. */
const maxBytes = 20 * 2 ** 20;

/** The video's own subtitles: exact text, and times of words by their letters. */
export function subtitlesEngine(): TranscriptionEngine {
  return {
    name: "subtitles",
    unavailable({ subtitles, language }) {
      if (!subtitles) return { reason: "The video has no subtitles.", quiet: true };
      const other = language !== "auto" && subtitles.language !== null && subtitles.language !== language.split("-")[0];
      return other ? { reason: `The subtitles are in ${subtitles.language}.`, quiet: false } : null;
    },
    transcribe,
  };
}

async function transcribe({ subtitles, sound, onProgress }: Speech): Promise<Heard> {
  if (!subtitles) throw new AppError("STAGE_FAILED", "The video has no subtitles.");
  const { size } = await stat(subtitles.file);
  if (size > maxBytes) throw new AppError("STAGE_FAILED", "The subtitles are too long to be read.");
  const cues = await parseCues(await readFile(subtitles.file, "utf8"));
  const words = cues.flatMap((cue) => spreadWords(cue.lines.join(" "), cue, sound.silences));
  if (words.length === 0) throw new AppError("STAGE_FAILED", "The subtitles hold no words.");
  onProgress(1);
  return { words, language: subtitles.language, version: "embedded" };
}
