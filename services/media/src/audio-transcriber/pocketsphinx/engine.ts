import { rm } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@agentos/contracts/errors";
import type { Word } from "@agentos/contracts/stages/audio-transcriber";
import type { RunTool } from "@agentos/stage-kit/tools";
import { lineReader } from "../../ffmpeg/lines.ts";
import type { Heard, Speech, TranscriptionEngine } from "../engine.ts";
import type { PocketsphinxSettings } from "../settings.ts";
import { eachPiece } from "../sound/each-piece.ts";
import { cutIntoPieces } from "../sound/pieces.ts";
import type { Stretch } from "../sound/silences.ts";
import { writeStretch } from "../sound/sound.ts";
import { parseWordLine } from "./parse-output.ts";

/** Silence in seconds that is not listened to; with shorter pieces, the recogniser has less to adapt itself to the voice. */
const breakAt = 3;
const limits = { cpuSeconds: 1800, memoryBytes: 2 * 2 ** 30 };

/** CMU PocketSphinx: runs anywhere and tells times within 50 ms, but mistakes many words of real speech. */
export function pocketsphinxEngine(settings: PocketsphinxSettings): TranscriptionEngine {
  return {
    name: "pocketsphinx",
    unavailable({ language }) {
      if (!settings.enabled) return { reason: "pocketsphinx is switched off.", quiet: true };
      if (language === "auto" || language.split("-")[0] === settings.language) return null;
      return { reason: `pocketsphinx has no models for the language ${language}.`, quiet: false };
    },
    transcribe: (speech) => transcribe(speech, settings),
    selfTest: (runTool) => selfTest(runTool, settings),
  };
}

async function transcribe(speech: Speech, settings: PocketsphinxSettings): Promise<Heard> {
  const { sound, workDir, onProgress } = speech;
  const pieces = cutIntoPieces(sound.seconds, sound.silences, { maxSeconds: settings.pieceSeconds, breakAt });
  const heard = await eachPiece(pieces, settings.parallel, onProgress, (piece, index) =>
    listen(speech, settings, piece, path.join(workDir, `piece-${index}.raw`)),
  );
  return { words: heard.flat(), language: settings.language, version: version(settings) };
}

async function listen(
  { sound, tools }: Speech,
  settings: PocketsphinxSettings,
  piece: Stretch,
  file: string,
): Promise<Word[]> {
  await writeStretch(sound, piece, file, tools.signal);
  const words: Word[] = [];
  const read = lineReader((line) => {
    const word = parseWordLine(line, piece.start);
    if (word) words.push(word);
  });
  const result = await tools.runTool(settings.program, args(settings, file), {
    signal: tools.signal,
    onStdout: read,
    limits,
  });
  await rm(file);
  if (result.exitCode === 0) return words;
  throw new AppError("STAGE_FAILED", "The speech recogniser failed.", {
    cause: new Error(`${settings.program} ended with ${result.exitCode}: ${result.stderr.slice(-500)}`),
  });
}

function args(settings: PocketsphinxSettings, file: string): string[] {
  // With silence removed, as by default, the times of words drift by up to seconds.
  const fixed = ["-infile", file, ..."-time yes -remove_silence no".split(" ")];
  const models: [string, string | undefined][] = [
    ["-hmm", settings.acousticModel],
    ["-lm", settings.languageModel],
    ["-dict", settings.dictionary],
  ];
  return [...fixed, ...models.flatMap(([name, value]) => (value === undefined ? [] : [name, value]))];
}

function version({ languageModel }: PocketsphinxSettings): string {
  return `0.8 (${languageModel ?? "en-us"})`;
}

/** Loads the models and listens to nothing. */
async function selfTest(runTool: RunTool, settings: PocketsphinxSettings): Promise<void> {
  const result = await runTool(settings.program, args(settings, "/dev/null"), {
    signal: AbortSignal.timeout(60_000),
    limits,
  });
  if (result.exitCode === 0) return;
  throw new AppError("ENGINE_MISSING", "pocketsphinx cannot load its models. Install pocketsphinx-en-us.", {
    cause: new Error(result.stderr.slice(-500)),
  });
}
