import { createHash, randomUUID } from "node:crypto";
import { constants, open, unlink, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { hasCode, writeFailure } from "./failures.ts";
import { readPieces, writePiece } from "./pieces.ts";
import { ignoreAbsent, publish, readOnly } from "./publish.ts";
import { makeFolders, ownFolders } from "./root.ts";

type Body = AsyncIterable<Buffer | string>;
export type Stored = { bytes: number; sha256: string };

/** Stores a stream: into a file beside the objects, synced, then named. A body that is not read to its end is destroyed. */
export async function putStream(root: string, segments: readonly string[], body: Body): Promise<Stored> {
  const temporary = path.join(await makeFolders(root, [ownFolders.temporary]), randomUUID());
  try {
    const stored = await writeAll(temporary, body);
    await publish(temporary, root, segments);
    return stored;
  } catch (error) {
    await unlink(temporary).catch(ignoreAbsent);
    throw writeFailure(error);
  }
}

async function writeAll(file: string, body: Body): Promise<Stored> {
  const digest = new Digest();
  await using handle = await open(file, "wx", 0o640);
  await handle.chmod(readOnly);
  for await (const piece of body) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    await writePiece(handle, bytes, digest.bytes);
    digest.add(bytes);
  }
  await handle.datasync();
  return digest.end();
}

/**
 * Stores a local file: by a move on the same file system, by a second name where it is an object itself (`isObject`), else
 * by a copy.
 */
export async function putLocalFile(
  root: string,
  segments: readonly string[],
  localPath: string,
  isObject: boolean,
): Promise<Stored> {
  // A link instead of the file is refused: what it points to may change.
  await using handle = await open(localPath, constants.O_RDONLY | constants.O_NOFOLLOW);
  if (!(await handle.stat()).isFile()) throw new TypeError("Only a regular file can be stored.");
  const stored = await digestOf(handle);
  try {
    if (!isObject) await handle.chmod(readOnly);
    await handle.datasync();
    await publish(localPath, root, segments, { keep: isObject });
    return stored;
  } catch (error) {
    if (!hasCode(error, "EXDEV", "EPERM")) throw writeFailure(error);
  }
  return await putStream(root, segments, readPieces(handle));
}

async function digestOf(handle: FileHandle): Promise<Stored> {
  const digest = new Digest();
  for await (const piece of readPieces(handle)) digest.add(piece);
  return digest.end();
}

/** Counts and hashes what passes. */
class Digest {
  readonly #hash = createHash("sha256");
  bytes = 0;

  add(piece: Buffer): void {
    this.#hash.update(piece);
    this.bytes += piece.length;
  }

  end(): Stored {
    return { bytes: this.bytes, sha256: this.#hash.digest("hex") };
  }
}
