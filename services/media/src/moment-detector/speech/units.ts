import type { Word } from "@agentos/contracts/stages/audio-transcriber";

/** The smallest piece that a moment may begin or end with: a sentence, or a part of a long one between two pauses. */
export type Unit = {
  /** Indexes of its words, both inclusive. */
  first: number;
  last: number;
  start: number;
  end: number;
  startsSentence: boolean;
  endsSentence: boolean;
  /** Seconds without a word before and after it. */
  pauseBefore: number;
  pauseAfter: number;
};

type Range = { first: number; last: number };
type Piece = Range & { startsSentence: boolean; endsSentence: boolean };

/** Seconds: above `wished` a sentence is divided at its pauses and commas, above `allowed` between any two words. */
export type UnitLength = { wished: number; allowed: number };

const realPause = 0.25;

/** Sentences, the long ones divided where the speaker pauses most. `duration` of the video in seconds. */
export function splitIntoUnits(
  words: readonly Word[],
  sentences: readonly Range[],
  duration: number,
  longest: UnitLength,
): Unit[] {
  const pieces = sentences.flatMap((s) => divide(words, { ...s, startsSentence: true, endsSentence: true }, longest));
  return pieces.map((piece, i) => {
    const start = words[piece.first]?.start ?? 0;
    const end = spokenEnd(words, piece);
    const before = pieces[i - 1];
    const after = pieces[i + 1];
    return {
      ...piece,
      start,
      end,
      pauseBefore: Math.max(0, start - (before ? spokenEnd(words, before) : 0)),
      pauseAfter: Math.max(0, (after ? (words[after.first]?.start ?? end) : duration) - end),
    };
  });
}

function spokenEnd(words: readonly Word[], range: Range): number {
  return words[range.last]?.end ?? 0;
}

function divide(words: readonly Word[], piece: Piece, longest: UnitLength): Piece[] {
  const open: Piece[] = [piece];
  const done: Piece[] = [];
  for (let next = open.pop(); next; next = open.pop()) {
    const seconds = spokenEnd(words, next) - (words[next.first]?.start ?? 0);
    const shortest = seconds > longest.allowed ? 0 : realPause;
    const at = seconds > longest.wished ? bestBreak(words, next, shortest) : null;
    if (at === null) {
      done.push(next);
      continue;
    }
    open.push({ ...next, first: at + 1, startsSentence: false }, { ...next, last: at, endsSentence: false });
  }
  return done;
}

/** The word after which a long sentence is divided best: a long pause, a comma, near its middle; null where there is none. */
function bestBreak(words: readonly Word[], { first, last }: Range, shortest: number): number | null {
  let best: number | null = null;
  let bestWorth = -1;
  const middle = ((words[first]?.start ?? 0) + (words[last]?.end ?? 0)) / 2;
  const half = Math.max(1, middle - (words[first]?.start ?? 0));
  for (let i = first; i < last; i += 1) {
    const end = words[i]?.end ?? 0;
    const gap = (words[i + 1]?.start ?? end) - end;
    const comma = /[,;:–—]["'”’)]*$/.test(words[i]?.text ?? "") ? realPause : 0;
    if (gap + comma < shortest) continue;
    const worth = gap + comma + 0.3 * (1 - Math.abs(end - middle) / half);
    if (worth > bestWorth) [best, bestWorth] = [i, worth];
  }
  return best;
}
