import type { Stretch } from "./silences.ts";

export type PieceOptions = {
  /** Longest piece, in seconds. */
  maxSeconds: number;
  /** Silences of this length end a piece and are left out. */
  breakAt: number;
};

/** What stays of a silence on each side of a piece, so that no breath of a word is lost. */
const margin = 0.2;
/** A piece is cut at the longest silence of its last part. */
const lastPart = 0.5;

/**
 * Cuts sound into pieces at its silences, in order and without overlap. Every sounding moment is in exactly one piece;
 * where sound goes on without any silence for longer than a piece may be, the cut goes through it.
 */
export function cutIntoPieces(seconds: number, silences: readonly Stretch[], options: PieceOptions): Stretch[] {
  return soundingParts(seconds, silences, options.breakAt).flatMap((part) =>
    cutPart(part, silences, options.maxSeconds),
  );
}

function soundingParts(seconds: number, silences: readonly Stretch[], breakAt: number): Stretch[] {
  const parts: Stretch[] = [];
  let from = 0;
  for (const { start, end } of silences) {
    // At the edges of the sound, one margin is all that stays of a silence.
    const long = end - start >= Math.max(breakAt, 2 * margin) || start <= 0 || end >= seconds;
    if (!long) continue;
    const [leave, enter] = [Math.min(start + margin, end), Math.max(end - margin, start)];
    if (start > from) parts.push({ start: from, end: leave });
    from = Math.max(leave, enter);
    if (end >= seconds) from = seconds;
  }
  if (from < seconds) parts.push({ start: from, end: seconds });
  return parts;
}

function cutPart(part: Stretch, silences: readonly Stretch[], maxSeconds: number): Stretch[] {
  const pieces: Stretch[] = [];
  let { start } = part;
  while (part.end - start > maxSeconds) {
    const cut = bestCut(start + maxSeconds * lastPart, start + maxSeconds, silences);
    pieces.push({ start, end: cut });
    start = cut;
  }
  return [...pieces, { start, end: part.end }];
}

/** The middle of the longest silence between two times, or the later one. */
function bestCut(from: number, to: number, silences: readonly Stretch[]): number {
  let best = { at: to, length: 0 };
  for (const { start, end } of silences) {
    const at = (start + end) / 2;
    if (at > from && at < to && end - start > best.length) best = { at, length: end - start };
  }
  return best.at;
}
