import type { Db } from "../db/tables.ts";
import type { LineRow } from "./line-view.ts";
import { nextLines } from "./statements.ts";

const atOnce = 2000;

/** All lines that match, the oldest first, some at a time. `given` are the parameters of the filter; `part`: of this part alone. */
export async function* readLines(
  db: Db,
  given: readonly unknown[],
  part: number | null = null,
): AsyncGenerator<LineRow[]> {
  let last: LineRow | undefined;
  for (;;) {
    const lines: LineRow[] = await nextLines(db, ...given, last?.at ?? null, last?.id ?? null, part, atOnce);
    if (lines.length > 0) yield lines;
    if (lines.length < atOnce) return;
    last = lines.at(-1);
  }
}
