import { AppError } from "@agentos/contracts/errors";
import { constants, lstat, open, type FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { StoredObject } from "../object-store.ts";
import { notFound, readFailure } from "./failures.ts";
import { locate } from "./root.ts";

export type ByteRange = { start: number; end: number };

/** Opens an object for reading. Errors: NOT_FOUND; VALIDATION_ERROR for a range that begins outside the object. */
export async function readObject(root: string, segments: readonly string[], range?: ByteRange): Promise<Readable> {
  const handle = await openObject(root, segments);
  try {
    const info = await handle.stat();
    if (!info.isFile()) throw notFound();
    if (!range) return handle.createReadStream({ start: 0 });
    checkRange(range, info.size);
    return handle.createReadStream(range);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openObject(root: string, segments: readonly string[]): Promise<FileHandle> {
  try {
    return await open(await locate(root, segments), constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    throw readFailure(error);
  }
}

function checkRange({ start, end }: ByteRange, size: number): void {
  const ordered = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end;
  if (!ordered || start >= size) throw new AppError("VALIDATION_ERROR", "This range is not within the object.");
}

/** Where an object is, how long, and since when. Errors: NOT_FOUND. */
export async function statObject(
  root: string,
  segments: readonly string[],
): Promise<Omit<StoredObject, "key"> & { path: string }> {
  try {
    const path = await locate(root, segments);
    const info = await lstat(path);
    if (!info.isFile()) throw notFound();
    return { path, bytes: info.size, modifiedAt: info.mtime };
  } catch (error) {
    throw readFailure(error);
  }
}
