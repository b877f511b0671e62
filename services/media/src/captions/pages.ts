import { isFullWidth, joinWords, textWidth } from "./text-width.ts";
import type { ClipWord } from "./timed-words.ts";

/** What is seen at once: one or two lines, from `start` to `end` (seconds of the clip). */
export type CaptionPage = { start: number; end: number; lines: ClipWord[][] };

export type PageRules = {
  /** Width of a line in multiples of the font's em. */
  lineWidth: number;
  maxLines: 1 | 2;
  maxWords: number;
  /** Silence from which on a new page begins, in seconds. */
  pause: number;
  /** A page stays after its last word for as long as nothing else is said, at the most this long. */
  hold: number;
  /** The longest time that a page covers, from its first word on. */
  maxSeconds: number;
};

/** What is seen for less is not read. Seconds. */
const leastSeconds = 0.5;

/**
 * Divides words into pages at sentence ends, pauses and where a page is full. No page begins before its first word is
 * spoken or ends before its last word is, pages do not overlap, and each word is on exactly one.
 */
export function layPages(words: readonly ClipWord[], rules: PageRules): CaptionPage[] {
  const groups = passages(words, rules).flatMap((passage) => fill(passage, rules));
  return groups.map((group, i) => {
    const start = group[0]?.start ?? 0;
    const spoken = group.at(-1)?.end ?? start;
    const next = groups[i + 1]?.[0]?.start ?? Number.POSITIVE_INFINITY;
    return { start, end: Math.min(next, Math.max(start, spoken) + rules.hold), lines: divideLines(group, rules) };
  });
}

/**
 * Stretches between sentence ends and pauses: no page goes over such a border. A sentence that is over in a moment
 * ("Yes.") stays with the next one, as it could not be read alone.
 */
function passages(words: readonly ClipWord[], rules: PageRules): ClipWord[][] {
  const found: ClipWord[][] = [];
  for (const word of words) {
    const passage = found.at(-1);
    const before = passage?.at(-1);
    const brief = word.start - (passage?.[0]?.start ?? 0) < leastSeconds;
    const goesOn = before && word.start - before.end < rules.pause && (brief || !endsSentence(before.text));
    if (passage && goesOn) passage.push(word);
    else found.push([word]);
  }
  return found;
}

/** Pages of about the same number of words, so that no single word is left over at the end. */
function fill(passage: readonly ClipWord[], rules: PageRules): ClipWord[][] {
  const load = passage.reduce((sum, word) => sum + wordLoad(word), 0);
  const share = load / Math.ceil(load / rules.maxWords);
  const pages: ClipWord[][] = [];
  let open: ClipWord[] = [];
  let carried = 0;
  for (const word of passage) {
    const full = carried + wordLoad(word) > Math.ceil(share - 0.01);
    const late = word.end - (open[0]?.start ?? word.start) > rules.maxSeconds;
    if (open.length > 0 && (full || late || !fits([...open, word], rules))) {
      pages.push(open);
      [open, carried] = [[], 0];
    }
    open.push(word);
    carried += wordLoad(word);
  }
  return open.length > 0 ? [...pages, open] : pages;
}

/** Engines give Chinese and Japanese by the character: three of them count as a word. */
function wordLoad(word: ClipWord): number {
  const characters = [...word.text];
  return characters.every((c) => isFullWidth(c)) ? Math.min(1, characters.length / 3) : 1;
}

function fits(words: readonly ClipWord[], rules: PageRules): boolean {
  return divideLines(words, rules).every((line) => widthOf(line) <= rules.lineWidth);
}

/** One line where it fits, else two whose widths differ least. */
function divideLines(words: readonly ClipWord[], rules: PageRules): ClipWord[][] {
  if (rules.maxLines === 1 || words.length === 1 || widthOf(words) <= rules.lineWidth) return [[...words]];
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < words.length; i += 1) {
    const wider = Math.max(widthOf(words.slice(0, i)), widthOf(words.slice(i)));
    if (wider < least) [best, least] = [i, wider];
  }
  return [words.slice(0, best), words.slice(best)];
}

export function widthOf(line: readonly ClipWord[]): number {
  return textWidth(joinWords(line.map((word) => word.text)));
}

function endsSentence(text: string): boolean {
  return /[.!?…。！？]["'”’)\]]*$/.test(text) && !/^\p{Lu}\.$/u.test(text);
}
