import type { Word } from "@agentos/contracts/stages/audio-transcriber";

/** A word of a clip; seconds from the clip's start. */
export type ClipWord = { text: string; start: number; end: number };

/** About a picture: words that begin nearer to each other cannot be shown apart. Seconds. */
export const onePicture = 0.04;
const longestDelay = 0.08;

/**
 * The words of a stretch of the media, in times of the clip: those that lie in it by half or more, in order, none
 * before the one before it, within 0 and the clip's length. Empty texts are left out.
 */
export function wordsOfClip(words: readonly Word[], start: number, end: number): ClipWord[] {
  const length = end - start;
  const found: ClipWord[] = [];
  for (const word of words) {
    const middle = (word.start + Math.max(word.start, word.end)) / 2;
    const text = oneLine(word.text);
    if (text === "" || middle < start || middle >= end) continue;
    const begins = Math.min(length, apart(Math.max(0, word.start - start), found.at(-1)?.start));
    found.push({ text, start: begins, end: Math.min(length, Math.max(begins, word.end - start)) });
  }
  return found;
}

/** Engines give several words one time: each is put off by a picture, as far as that stays unseen. */
function apart(start: number, before: number | undefined): number {
  if (before === undefined) return start;
  return Math.max(before, start, Math.min(before + onePicture, start + longestDelay));
}

/** Without control characters and line breaks. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
