import type { LineHead } from "../line-filters.ts";

/** So many lines that nobody has read yet are held. */
export const mostHeld = 2000;

/** What was told since the lines were read; the newest first. */
export type Tail = {
  shown: readonly LineHead[];
  /** Told while the view stands still. */
  waiting: readonly LineHead[];
  /** More than could be told or held: they have to be read. */
  missed: number;
};

export const emptyTail: Tail = { shown: [], waiting: [], missed: 0 };

export type TailStep =
  | { kind: "told"; lines: readonly LineHead[]; untold: number; following: boolean }
  | { kind: "follow" }
  /** The newest lines were read, and those before them can be. */
  | { kind: "read"; lines: readonly LineHead[] }
  | { kind: "clear" };

/** What becomes of the tail. */
export function afterStep(tail: Tail, step: TailStep): Tail {
  switch (step.kind) {
    case "told": {
      const { shown, waiting, missed } = tail;
      if (step.lines.length === 0 && step.untold === 0) return tail;
      const [rows, lost] = bounded(newestFirst([...step.lines, ...(step.following ? shown : waiting)]));
      return {
        ...(step.following ? { shown: rows, waiting } : { shown, waiting: rows }),
        missed: missed + step.untold + lost,
      };
    }
    case "follow": {
      const [shown, lost] = bounded(newestFirst([...tail.waiting, ...tail.shown]));
      return { shown, waiting: [], missed: tail.missed + lost };
    }
    case "read": {
      const read = new Set(step.lines.map(({ id }) => id));
      const from = step.lines.at(-1)?.at ?? "";
      return { ...tail, shown: tail.shown.filter(({ id, at }) => at >= from && !read.has(id)), missed: 0 };
    }
    case "clear":
      return emptyTail;
    default:
      return step satisfies never;
  }
}

function bounded(lines: LineHead[]): [LineHead[], number] {
  return [lines.slice(0, mostHeld), Math.max(0, lines.length - mostHeld)];
}

/** As the database lists them: by time, and those of one moment by number. */
export function isNewer(a: LineHead, b: LineHead): boolean {
  return a.at === b.at ? Number(a.id) > Number(b.id) : a.at > b.at;
}

function newestFirst(lines: readonly LineHead[]): LineHead[] {
  return lines.toSorted((a, b) => (isNewer(a, b) ? -1 : 1));
}

/** Lines that were told among those that were read, which say more: each once, the newest first. */
export function merged(told: readonly LineHead[], read: readonly LineHead[]): readonly LineHead[] {
  if (told.length === 0) return read;
  const known = new Set(read.slice(0, mostHeld).map(({ id }) => id));
  const fresh = told.filter(({ id }) => !known.has(id));
  const lines: LineHead[] = [];
  let next = 0;
  for (const line of read) {
    for (let one = fresh[next]; one && isNewer(one, line); one = fresh[next]) {
      lines.push(one);
      next += 1;
    }
    lines.push(line);
  }
  return [...lines, ...fresh.slice(next)];
}
