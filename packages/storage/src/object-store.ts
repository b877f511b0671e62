import type { Readable } from "node:stream";

export type StoredObject = { key: string; bytes: number; modifiedAt: Date };

/**
 * Where media is kept, by key such as `uploads/{id}/source` or `jobs/{job}/{run}/{stage}/{attempt}/clips/0.mp4`. Objects are
 * immutable: a key is written once. Keys are relative, of `[A-Za-z0-9._-]` segments that do not begin with a dot.
 * Errors of every method: STORAGE_FULL when there is no room, NOT_FOUND for a missing key, VALIDATION_ERROR for a bad key or
 * range, CONFLICT for a key that is there already.
 */
export type ObjectStore = {
  /** Stores a stream; visible as a whole or not at all. Returns its length and SHA-256 in hex. */
  put(key: string, body: Readable): Promise<{ bytes: number; sha256: string }>;
  /**
   * Stores a local file, by move or link where that saves a copy; the local file may be gone afterwards, unless it is what
   * `checkout` has given.
   */
  putFile(key: string, localPath: string): Promise<{ bytes: number; sha256: string }>;
  /** Reads bytes `start` to `end`, both inclusive; the whole object without a range. */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  stat(key: string): Promise<StoredObject>;
  /** A local, read-only file with the object's bytes: the object itself where the store is a file system, else a copy in `dir`. */
  checkout(key: string, dir: string): Promise<string>;
  /** Removes all objects below a prefix that ends with `/`, or one object; nothing there is no error. Returns how many. */
  remove(prefix: string): Promise<number>;
  /** Objects below a prefix that ends with `/` (or is empty: all objects), in no order. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Throws when the store cannot be written. */
  ping(): Promise<void>;
};
