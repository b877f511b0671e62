import type { Word } from "@agentos/contracts/stages/audio-transcriber";
import { z } from "zod";
import type { Stretch } from "../sound/silences.ts";
import { punctuate } from "../text/punctuate.ts";
import { spreadWords } from "../text/spread-words.ts";

const spokenWord = z.object({
  word: z.string(),
  start: z.number(),
  end: z.number(),
  probability: z.number().optional(),
});

const segment = z.object({
  text: z.string(),
  start: z.number(),
  end: z.number(),
  avg_logprob: z.number().optional(),
  no_speech_prob: z.number().optional(),
  words: z.array(spokenWord).optional(),
});

/** A `verbose_json` answer of an OpenAI-compatible transcription API, or of a whisper.cpp server. */
export const transcriptionResponse = z.object({
  text: z.string(),
  language: z.string().nullish(),
  words: z.array(spokenWord).nullish(),
  segments: z.array(segment).nullish(),
});
export type TranscriptionResponse = z.output<typeof transcriptionResponse>;

/** Whisper invents text for a segment without speech, and says so. */
const noSpeech = { above: 0.6, logprobBelow: -1 };

/**
 * The words of an answer, in seconds of the media. Takes the times of words where they are told, else spreads the words of
 * each segment. `silences` and `offset` are in seconds of the media.
 */
export function wordsOf(answer: TranscriptionResponse, piece: Stretch, silences: readonly Stretch[]): Word[] {
  const segments = (answer.segments ?? []).filter(isSpeech);
  const shift = (time: number): number => piece.start + time;
  if (answer.words && answer.words.length > 0) {
    const words = answer.words.map(({ word, start, end, probability }) => ({
      text: word.trim(),
      start: shift(start),
      end: shift(end),
      confidence: probability ?? confidenceAt(segments, start),
    }));
    return punctuate(words, answer.text);
  }
  if (segments.length === 0) return spreadWords(answer.text, piece, silences);
  return segments.flatMap((part) => {
    const told =
      part.words &&
      mergeTokens(part.words).map((word) => ({ ...word, start: shift(word.start), end: shift(word.end) }));
    if (told && told.length > 0) return told;
    return spreadWords(part.text, { start: shift(part.start), end: shift(part.end) }, silences, confidenceOf(part));
  });
}

type Segment = z.output<typeof segment>;

function isSpeech({ no_speech_prob = 0, avg_logprob = 0 }: Segment): boolean {
  return !(no_speech_prob > noSpeech.above && avg_logprob < noSpeech.logprobBelow);
}

function confidenceOf({ avg_logprob }: Segment): number | null {
  return avg_logprob === undefined ? null : Math.min(1, Math.exp(avg_logprob));
}

function confidenceAt(segments: readonly Segment[], time: number): number | null {
  const around = segments.find(({ start, end }) => time >= start && time < end);
  return around ? confidenceOf(around) : null;
}

/** Tokens are parts of words; a token that begins a word begins with a space. */
function mergeTokens(tokens: readonly z.output<typeof spokenWord>[]): Word[] {
  const words: Word[] = [];
  for (const { word, start, end, probability = null } of tokens) {
    const open = words.at(-1);
    if (/^\[.*\]$/.test(word.trim())) continue;
    if (!open || /^\s/.test(word)) words.push({ text: word.trim(), start, end, confidence: probability });
    else {
      const both = [open.confidence, probability].filter((value) => value !== null);
      const confidence = both.length > 0 ? Math.min(...both) : null;
      words[words.length - 1] = { text: open.text + word, start: open.start, end: Math.max(open.end, end), confidence };
    }
  }
  return words;
}
