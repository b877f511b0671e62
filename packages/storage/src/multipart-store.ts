import type { Readable } from "node:stream";

/** A piece of an object: its place in the order, where it begins, and its length, in bytes. */
export type Part = { index: number; offset: number; bytes: number };

/** A part that has been stored, with the SHA-256 in hex that `writePart` has answered. */
export type StoredPart = Part & { sha256: string };

/**
 * What became of putting parts together: the object stands; or these parts are not what they were when they were written
 * and have to be written again; or the whole is not the one that was wanted. Only the first makes the object visible.
 */
export type Assembly =
  | { outcome: "assembled"; bytes: number; sha256: string }
  | { outcome: "damaged"; parts: number[] }
  | { outcome: "mismatch"; sha256: string };

/**
 * Objects that arrive in parts, over hours and restarts, by any instance. Made so that both a folder and the multipart
 * uploads of S3 can serve it: a part is written as a whole, a later write of the same part wins, and nothing is visible
 * before `assemble`.
 */
export type MultipartStore = {
  /** Begins an object; the answer names what is being collected in the calls below. */
  openParts(key: string): Promise<string>;
  /**
   * Stores one part, durable when this resolves. When it fails, the part counts as not written; the body is left as it is,
   * neither drained nor destroyed. Errors: CHUNK_SIZE_MISMATCH when the body has not `part.bytes` bytes, STORAGE_FULL,
   * NOT_FOUND after `abortParts`, CONFLICT while or after the parts are put together.
   */
  writePart(key: string, collection: string, part: Part, body: Readable): Promise<{ sha256: string }>;
  /**
   * Makes the object of all its parts, which follow each other without a gap, after checking each against its SHA-256 and
   * the whole against `sha256` where given. Once it has assembled, it answers the same again.
   */
  assemble(
    key: string,
    collection: string,
    parts: readonly StoredPart[],
    options?: { sha256?: string; signal?: AbortSignal },
  ): Promise<Assembly>;
  /** Removes what was collected; nothing there is no error. */
  abortParts(key: string, collection: string): Promise<void>;
  /** Removes what writes and collections left behind that nobody has touched for so long, in ms. Returns how many. */
  sweep(untouchedMs: number): Promise<number>;
  /** Bytes that can still be written where `key` goes; Infinity where there is no known bound. */
  freeBytes(key: string): Promise<number>;
};
