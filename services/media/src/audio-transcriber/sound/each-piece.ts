import type { Stretch } from "./silences.ts";

/**
 * Works on pieces, at most `parallel` at once, and gives the results in the order of the pieces. Progress is the share of
 * the seconds that are done. The first failure ends it.
 */
export async function eachPiece<Result>(
  pieces: readonly Stretch[],
  parallel: number,
  onProgress: (fraction: number) => void,
  work: (piece: Stretch, index: number) => Promise<Result>,
): Promise<Result[]> {
  const total = pieces.reduce((sum, { start, end }) => sum + end - start, 0);
  const results: Result[] = [];
  const waiting = pieces.entries();
  let done = 0;
  const next = async (): Promise<void> => {
    for (const [index, piece] of waiting) {
      results[index] = await work(piece, index);
      done += piece.end - piece.start;
      onProgress(total > 0 ? done / total : 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, pieces.length) }, next));
  return results;
}
