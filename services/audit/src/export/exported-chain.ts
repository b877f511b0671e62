import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { genesis, type ChainEntry } from "../domain/chain-entry.ts";
import { head, importKeys, isSigned, type Head, type PublicJwk } from "../heads/head.ts";
import { readKeys, type Damage } from "../heads/heads-folder.ts";
import { reach } from "../verify/chained-elsewhere.ts";
import type { ChainSource } from "../verify/verify.ts";
import { exportFiles, manifest } from "./manifest.ts";

/** An export cannot be judged: something of it is missing, or was not signed with the key. */
export class ExportRefusedError extends Error {}

/**
 * The chain of an export. `trusted` are the public keys that the reader has from elsewhere; without them, those in the export are
 * believed, which shows that the export fits together but not who has made it.
 */
export async function exportedChain(folder: string, trusted?: readonly PublicJwk[]): Promise<ChainSource> {
  const keys = importKeys(trusted ?? (await readKeys(folder)));
  const at = (file: string): string => path.join(folder, file);
  const held = manifest.parse(JSON.parse(await readFile(at(exportFiles.manifest), "utf8")));
  if (!isSigned(held, keys)) throw new ExportRefusedError("The manifest is not signed with a known key.");
  const { after, until, last } = held;
  async function* entries(range: { after: number; until: number }) {
    for await (const entry of linesOf(at(exportFiles.entries))) {
      const known = entry as ChainEntry;
      if (known.seq > range.after && known.seq <= range.until) yield known;
    }
  }
  return {
    keys,
    async *heads() {
      yield* headLines(at(exportFiles.heads));
      if (last) yield last;
    },
    async begin(heads) {
      const vouched = after.seq === 0 ? [{ ...genesis }] : heads;
      if (vouched.some(({ seq, hash }) => seq === after.seq && hash === after.hash)) return after;
      throw new ExportRefusedError(`No signed head vouches for what is before entry ${after.seq + 1}.`);
    },
    entries,
    async around(seq) {
      const near: ChainEntry[] = [];
      for await (const entry of entries({ after: seq - reach, until: seq + reach })) near.push(entry);
      return near;
    },
    knownEnd: async () => until,
  };
}

async function* headLines(file: string): AsyncGenerator<Head | Damage> {
  let line = 0;
  for await (const value of linesOf(file)) {
    line += 1;
    const read = head.safeParse(value);
    yield read.success ? read.data : { file: path.basename(file), line };
  }
}

async function* linesOf(file: string): AsyncGenerator<unknown> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    yield parseLine(text, `Line ${line} of ${path.basename(file)}`);
  }
}

function parseLine(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ExportRefusedError(`${what} is no JSON.`, { cause });
  }
}
