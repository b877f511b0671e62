import { readAround, readEnd, readEntries, readFirst } from "../db/read-entries.ts";
import type { Db } from "../db/tables.ts";
import { importKeys } from "../heads/head.ts";
import { readHeads, readKeys } from "../heads/heads-folder.ts";
import { reach } from "./chained-elsewhere.ts";
import { latestBefore, type ChainSource } from "./verify.ts";

/**
 * The chain in the database, with the heads beside it and those of older copies of their folder. It begins behind the last
 * anchor: what lies before was dropped when its time was over.
 */
export async function databaseChain(db: Db, folder: string, copies: readonly string[] = []): Promise<ChainSource> {
  return {
    keys: importKeys(await readKeys(folder)),
    async *heads() {
      for (const one of [folder, ...copies]) yield* readHeads(one);
    },
    async begin(heads) {
      const anchors = heads.filter((head) => head.anchor);
      return latestBefore(anchors, await readFirst(db));
    },
    entries: (range) => readEntries(db, range),
    around: (seq) => readAround(db, seq, reach),
    knownEnd: async () => (await readEnd(db)).seq,
  };
}
