import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { Part, StoredPart } from "../src/multipart-store.ts";
import type { StoredObject } from "../src/object-store.ts";

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export async function bytesOf(body: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

export async function keysOf(listing: AsyncIterable<StoredObject>): Promise<string[]> {
  const keys: string[] = [];
  for await (const object of listing) keys.push(object.key);
  return keys.toSorted();
}

/** A stream of these bytes in pieces of odd sizes. */
export function inPieces(bytes: Buffer, pieceBytes = 777): Readable {
  return Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    })(),
    { objectMode: false },
  );
}

/** A stream that gives some bytes and then fails, as a broken connection does. */
export function breakingAfter(bytes: Buffer): Readable {
  return Readable.from(
    (async function* () {
      yield bytes;
      await Promise.resolve();
      throw new Error("the connection broke");
    })(),
    { objectMode: false },
  );
}

export type TestPart = Part & { body: Buffer };

/** Random bytes, cut into parts of `partBytes`, the last one shorter. */
export function randomParts(bytes: number, partBytes: number): { whole: Buffer; parts: TestPart[] } {
  const whole = randomBytes(bytes);
  const parts: TestPart[] = [];
  for (let offset = 0; offset < bytes; offset += partBytes) {
    const body = whole.subarray(offset, offset + partBytes);
    parts.push({ index: parts.length, offset, bytes: body.length, body });
  }
  return { whole, parts };
}

export function stored(parts: readonly TestPart[]): StoredPart[] {
  return parts.map(({ body, ...part }) => ({ ...part, sha256: sha256(body) }));
}
