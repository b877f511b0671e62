import type { Word } from "@agentos/contracts/stages/audio-transcriber";

/** No word is shorter, in seconds. */
const shortest = 0.02;

/**
 * Brings words into an order that every later step may count on: none empty, starts rising, no overlap, all within the
 * media, none shorter than 20 ms as long as there is room.
 */
export function tidyWords(words: readonly Word[], seconds: number): Word[] {
  const usable = words
    .filter(({ text, start, end }) => text.trim() !== "" && Number.isFinite(start) && Number.isFinite(end))
    .map((word) => ({ ...word, text: word.text.trim() }))
    .toSorted((a, b) => a.start - b.start);
  const tidy: Word[] = [];
  let from = 0;
  for (const [index, word] of usable.entries()) {
    const start = Math.min(Math.max(word.start, from), seconds);
    const next = Math.min(usable[index + 1]?.start ?? seconds, seconds);
    const end = Math.min(
      seconds,
      Math.max(start + shortest, Math.min(Math.max(word.end, start), Math.max(next, start))),
    );
    if (end <= start) continue;
    tidy.push({ ...word, start, end });
    from = end;
  }
  return tidy;
}
