import { rm } from "node:fs/promises";
import path from "node:path";
import type { Word } from "@agentos/contracts/stages/audio-transcriber";
import type { Speech } from "../engine.ts";
import { eachPiece } from "../sound/each-piece.ts";
import { cutIntoPieces } from "../sound/pieces.ts";
import { writeWav } from "../sound/wav-file.ts";
import { languageCode } from "./language-code.ts";
import { wordsOf, type TranscriptionResponse } from "./response.ts";

/** Silence in seconds that is not sent: these engines invent words for it. */
const breakAt = 20;

/** Cuts the sound into pieces, has each heard by `ask` as a WAV file, and puts the words together. */
export async function listenByPieces(
  speech: Speech,
  maxSeconds: number,
  ask: (file: string) => Promise<TranscriptionResponse>,
): Promise<{ words: Word[]; language: string | null }> {
  const { sound, workDir, tools, onProgress } = speech;
  const pieces = cutIntoPieces(sound.seconds, sound.silences, { maxSeconds, breakAt });
  const languages: (string | null)[] = [];
  const heard = await eachPiece(pieces, 1, onProgress, async (piece, index) => {
    const file = path.join(workDir, `piece-${index}.wav`);
    await writeWav(sound, piece, file, tools.signal);
    const answer = await ask(file);
    await rm(file);
    languages.push(languageCode(answer.language));
    return wordsOf(answer, piece, sound.silences);
  });
  return {
    words: heard.flat(),
    language: languages.find((code) => code !== null) ?? null,
  };
}
