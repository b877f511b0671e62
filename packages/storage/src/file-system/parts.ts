import { AppError } from "@agentos/contracts/errors";
import { createHash, randomUUID } from "node:crypto";
import { constants, open, unlink, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import type { Part } from "../multipart-store.ts";
import { writePiece } from "./pieces.ts";
import { hasCode, notFound, writeFailure } from "./failures.ts";
import { ignoreAbsent } from "./publish.ts";
import { makeFolders, ownFolders, syncFolder } from "./root.ts";

/**
 * The parts of one object are written at their offsets into one file, so that putting them together is a rename. Once the
 * file is put together it is sealed by its mode: a writer that still has it open looks at that before each piece.
 */
const collectingMode = 0o640;
const writable = 0o200;
const collectionForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function openParts(root: string): Promise<string> {
  const collection = randomUUID();
  const folder = await makeFolders(root, [ownFolders.parts]);
  try {
    await using handle = await open(path.join(folder, collection), "wx", collectingMode);
    await handle.sync();
    await syncFolder(folder);
  } catch (error) {
    throw writeFailure(error);
  }
  return collection;
}

/** The file of a collection. Errors: VALIDATION_ERROR for a name that this store has not given. */
export function partsFile(root: string, collection: string): string {
  if (!collectionForm.test(collection)) throw new AppError("VALIDATION_ERROR", "This is no collection of parts.");
  return path.join(root, ownFolders.parts, collection);
}

export async function abortParts(root: string, collection: string): Promise<void> {
  await unlink(partsFile(root, collection)).catch(ignoreAbsent);
}

/** Streams a part to its place; in memory is a piece at a time. */
export async function writePart(
  root: string,
  collection: string,
  part: Part,
  body: Readable,
): Promise<{ sha256: string }> {
  await using handle = await openForWriting(partsFile(root, collection));
  const hash = createHash("sha256");
  let received = 0;
  try {
    // The body stays usable when this fails: its owner may still have to answer on the same connection.
    for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (received + piece.length > part.bytes) throw new AppError("CHUNK_SIZE_MISMATCH");
      hash.update(piece);
      await requireOpen(handle);
      await writePiece(handle, piece, part.offset + received);
      received += piece.length;
    }
    if (received !== part.bytes) throw new AppError("CHUNK_SIZE_MISMATCH");
    await handle.datasync();
  } catch (error) {
    throw writeFailure(error);
  }
  return { sha256: hash.digest("hex") };
}

async function openForWriting(file: string): Promise<FileHandle> {
  try {
    return await open(file, constants.O_WRONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (hasCode(error, "ENOENT")) throw notFound(error);
    if (hasCode(error, "EACCES")) throw sealedError(error);
    throw writeFailure(error);
  }
}

async function requireOpen(handle: FileHandle): Promise<void> {
  if (((await handle.stat()).mode & writable) === 0) throw sealedError();
}

function sealedError(cause?: unknown): AppError {
  return new AppError("CONFLICT", "The parts of this object are being put together.", { cause });
}

export async function unseal(handle: FileHandle): Promise<void> {
  await handle.chmod(collectingMode);
}
