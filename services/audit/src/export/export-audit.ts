import { createWriteStream } from "node:fs";
import { mkdir, open, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Context } from "../context.ts";
import { readEnd, readEntries, readFirst, readPeriod } from "../db/read-entries.ts";
import type { Link } from "../domain/chain-entry.ts";
import { importKeys, isSigned, type Head } from "../heads/head.ts";
import { readHeads, readKeys } from "../heads/heads-folder.ts";
import { latestBefore } from "../verify/verify.ts";
import { exportFiles, type Manifest } from "./manifest.ts";

/** A time without an end goes as far as the chain does. */
export type Period = { from?: Date | undefined; to?: Date | undefined };

type Parts = Pick<Context, "db" | "config" | "signer">;

/**
 * Writes the entries of a period, with their hashes and the signed heads around them, to a folder, so that they can be verified
 * by whoever holds the public key. Personal fields stay sealed. Errors: EEXIST, when an export stands there already.
 */
export async function exportAudit({ db, config, signer }: Parts, target: string, period: Period): Promise<Manifest> {
  const heads = await goodHeads(config.AUDIT_HEADS_FOLDER);
  const { after, until } = await boundsOf({ db }, heads, period);
  await mkdir(target, { recursive: true, mode: 0o700 });
  const at = (file: string): string => path.join(target, file);
  let last: Link = after;
  async function* lines() {
    for await (const entry of readEntries(db, { after: after.seq, until })) {
      last = { seq: entry.seq, hash: entry.hash };
      yield `${JSON.stringify(entry)}\n`;
    }
  }
  await pipeline(lines, createWriteStream(at(exportFiles.entries), { flags: "wx", mode: 0o600, flush: true }));
  const within = heads.filter(({ seq }) => seq >= after.seq && seq <= until);
  await writeFile(at(exportFiles.heads), within.map((head) => `${JSON.stringify(head)}\n`).join(""));
  await writeFile(at(exportFiles.keys), JSON.stringify({ keys: await readKeys(config.AUDIT_HEADS_FOLDER) }, null, 2));
  const signed = last === after ? null : signer.sign(last);
  const manifest = signer.sign({ after: { seq: after.seq, hash: after.hash }, until, last: signed });
  // The last one: without it there is no export.
  await using handle = await open(at(exportFiles.manifest), "w", 0o600);
  await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
  await handle.sync();
  return manifest;
}

async function goodHeads(folder: string): Promise<Head[]> {
  const keys = importKeys(await readKeys(folder));
  const good: Head[] = [];
  for await (const head of readHeads(folder)) if (!("line" in head) && isSigned(head, keys)) good.push(head);
  return good;
}

/** From the head before the period, or the beginning, to the head behind it, or the end. */
async function boundsOf({ db }: Pick<Parts, "db">, heads: readonly Head[], { from, to }: Period) {
  const begin = latestBefore(
    heads.filter((head) => head.anchor),
    await readFirst(db),
  );
  const end = await readEnd(db);
  const period = await readPeriod(db, from, to);
  const first = from ? (period?.first ?? end.seq + 1) : begin.seq + 1;
  const last = to ? (period?.last ?? first - 1) : end.seq;
  const before = latestBefore(
    heads.filter(({ seq }) => seq >= begin.seq),
    first,
  );
  const after: Link = before.seq < begin.seq ? begin : before;
  // What the heads say was there is missed, when it is not there any more.
  const farthest = heads.reduce((most, { seq }) => Math.max(most, seq), end.seq);
  const until = to
    ? heads.reduce((nearest, { seq }) => (seq >= last && seq < nearest ? seq : nearest), farthest)
    : farthest;
  return { after, until };
}
