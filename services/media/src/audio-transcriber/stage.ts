import { AppError } from "@agentos/contracts/errors";
import type { Transcript } from "@agentos/contracts/stages/audio-transcriber";
import type { StageInput } from "@agentos/contracts/stages/stages";
import { operatorSettings } from "@agentos/stage-kit/settings";
import type { StageContext, StageDefinition } from "@agentos/stage-kit/stage";
import type { RunTool } from "@agentos/stage-kit/tools";
import { ffmpegVersion } from "../ffmpeg/version.ts";
import type { Speech, TranscriptionEngine } from "./engine.ts";
import { openaiEngine } from "./openai/engine.ts";
import { pocketsphinxEngine } from "./pocketsphinx/engine.ts";
import type { AudioTranscriberSettings } from "./settings.ts";
import { takeSound } from "./sound/sound.ts";
import { subtitlesEngine } from "./subtitles/engine.ts";
import { clipToSound } from "./text/clip-to-sound.ts";
import { buildSentences } from "./text/sentences.ts";
import { tidyWords } from "./text/tidy-words.ts";
import { tryEngines, type Transcribed } from "./try-engines.ts";
import { whisperEngine } from "./whisper/engine.ts";

/** Share of the progress at which the sound has been taken out. */
const soundTaken = 0.05;

/** The stage that hears what is said, word by word. */
export function createAudioTranscriber(configured: AudioTranscriberSettings): StageDefinition<"audio_transcriber"> {
  const engines = [
    subtitlesEngine(),
    openaiEngine(configured.openai),
    whisperEngine(configured.whisper),
    pocketsphinxEngine(configured.pocketsphinx),
  ];
  return {
    name: "audio_transcriber",
    settings: operatorSettings("audio_transcriber", configured),
    async run(input, context) {
      const settings = { ...configured, ...context.settings };
      const { duration_seconds, has_audio } = input.outputs.video_downloader;
      if (!has_audio) return hand(context, settings, nothing("The video has no sound."), duration_seconds, []);
      const speech = await prepare(input, context);
      const heard = speech.sound.silent ? nothing("The sound is silent.") : await tryEngines(engines, speech);
      return hand(context, settings, heard, duration_seconds, speech.sound.silences);
    },
    selfTest: (runTool) => selfTest(runTool, configured, engines),
  };
}

function nothing(note: string): Transcribed {
  return { words: [], language: null, version: "none", engine: "none", note };
}

async function prepare(input: StageInput<"audio_transcriber">, context: StageContext): Promise<Speech> {
  const { media, duration_seconds, subtitles } = input.outputs.video_downloader;
  const { workDir, log } = context;
  const file = await context.checkout(media.key);
  const sound = await takeSound(context, file, duration_seconds, workDir, (share) =>
    context.progress(share * soundTaken),
  );
  const text = subtitles && { file: await context.checkout(subtitles.file.key), language: subtitles.language };
  return {
    sound,
    language: input.options.language,
    subtitles: text,
    workDir,
    tools: context,
    log,
    onProgress: (share) => context.progress(soundTaken + (1 - soundTaken) * share),
  };
}

type Result = Awaited<ReturnType<StageDefinition<"audio_transcriber">["run"]>>;

async function hand(
  context: StageContext,
  settings: AudioTranscriberSettings,
  heard: Transcribed,
  seconds: number,
  silences: Transcript["silences"],
): Promise<Result> {
  const words = clipToSound(tidyWords(heard.words, seconds), silences);
  const { language, engine, note } = heard;
  const transcript: Transcript = { language, words, sentences: buildSentences(words), silences };
  const confidences = words.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const mean = confidences.length > 0 ? confidences.reduce((sum, value) => sum + value, 0) / confidences.length : null;
  return {
    transcript: await context.publishJson("transcript.json", transcript),
    engine,
    engine_version: heard.version,
    language,
    word_count: words.length,
    mean_confidence: mean,
    draft: mean !== null && mean < settings.draftBelow,
    note,
  };
}

/** A worker is fit with ffmpeg and at least one engine that can hear. */
async function selfTest(
  runTool: RunTool,
  settings: AudioTranscriberSettings,
  engines: readonly TranscriptionEngine[],
): Promise<void> {
  await ffmpegVersion(runTool, AbortSignal.timeout(30_000));
  if (settings.openai || settings.whisper) return;
  if (!settings.pocketsphinx.enabled) {
    throw new AppError("ENGINE_MISSING", "No speech engine is configured. Name an API, or switch pocketsphinx on.");
  }
  for (const engine of engines) await engine.selfTest?.(runTool);
}
