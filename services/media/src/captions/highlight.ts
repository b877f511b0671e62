import type { CaptionPage } from "./pages.ts";
import { onePicture, type ClipWord } from "./timed-words.ts";

/** One picture of a page: words up to `active` are shown, those in `active` are being spoken. Seconds of the clip. */
export type CaptionStep = { start: number; end: number; active: { first: number; last: number } };

/**
 * The pictures of a page, one per word: each lasts from the start of its word to that of the next, so that no word is
 * shown before it is spoken. Words that begin together share one.
 */
export function stepsOf(page: CaptionPage): CaptionStep[] {
  const words = page.lines.flat();
  const groups: { start: number; first: number; last: number }[] = [];
  words.forEach((word: ClipWord, i) => {
    const group = groups.at(-1);
    if (group && word.start - group.start < onePicture / 2) group.last = i;
    else groups.push({ start: word.start, first: i, last: i });
  });
  return groups.map(({ start, first, last }, i) => ({
    start,
    end: groups[i + 1]?.start ?? page.end,
    active: { first, last },
  }));
}
