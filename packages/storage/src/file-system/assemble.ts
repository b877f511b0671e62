import { createHash } from "node:crypto";
import { constants, open, type FileHandle } from "node:fs/promises";
import { AppError } from "@agentos/contracts/errors";
import type { Assembly, StoredPart } from "../multipart-store.ts";
import { hasCode } from "./failures.ts";
import { abortParts, partsFile, unseal } from "./parts.ts";
import { readPieces } from "./pieces.ts";
import { publish, readOnly } from "./publish.ts";
import { statObject } from "./read.ts";

export type AssembleOptions = { sha256?: string; signal?: AbortSignal };

/** Checks the parts where they are and gives their file its name as an object: nothing is copied. */
export async function assembleParts(
  root: string,
  segments: readonly string[],
  collection: string,
  parts: readonly StoredPart[],
  options: AssembleOptions,
): Promise<Assembly> {
  requireContiguous(parts);
  const file = partsFile(root, collection);
  await using handle = await openIfThere(file);
  if (!handle) return assembledBefore(root, segments, parts, options);
  await handle.chmod(readOnly);
  let assembly: Assembly | undefined;
  try {
    assembly = await verify(handle, parts, options);
    if (assembly.outcome !== "assembled") return assembly;
    await handle.sync();
    await publishOnce(file, root, segments, assembly.bytes);
    return assembly;
  } finally {
    // What did not become the object goes on being collected.
    if (assembly?.outcome !== "assembled") await unseal(handle);
  }
}

function requireContiguous(parts: readonly StoredPart[]): void {
  let end = 0;
  for (const part of parts) {
    if (part.offset !== end) throw new RangeError("The parts of an object follow each other without a gap.");
    end += part.bytes;
  }
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** The parts are gone: the object was made of them by a call whose answer was lost, or there is nothing left of them. */
async function assembledBefore(
  root: string,
  segments: readonly string[],
  parts: readonly StoredPart[],
  options: AssembleOptions,
): Promise<Assembly> {
  const path = await statObject(root, segments).then(
    (stat) => stat.path,
    (error: unknown) => {
      if (error instanceof AppError && error.code === "NOT_FOUND") return undefined;
      throw error;
    },
  );
  if (path === undefined) return { outcome: "damaged", parts: parts.map((part) => part.index) };
  await using handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  return await verify(handle, parts, options);
}

async function verify(
  handle: FileHandle,
  parts: readonly StoredPart[],
  { sha256: wanted, signal }: AssembleOptions,
): Promise<Assembly> {
  const whole = createHash("sha256");
  const damaged: number[] = [];
  for (const part of parts) {
    const own = createHash("sha256");
    for await (const piece of readPieces(handle, part.offset, part.bytes)) {
      signal?.throwIfAborted();
      own.update(piece);
      whole.update(piece);
    }
    if (own.digest("hex") !== part.sha256) damaged.push(part.index);
  }
  if (damaged.length > 0) return { outcome: "damaged", parts: damaged };
  const sha256 = whole.digest("hex");
  if (wanted !== undefined && wanted !== sha256) return { outcome: "mismatch", sha256 };
  return { outcome: "assembled", bytes: parts.reduce((sum, part) => sum + part.bytes, 0), sha256 };
}

/** Two callers may put the same parts together at once: it is the same file, so the second has nothing left to do. */
async function publishOnce(file: string, root: string, segments: readonly string[], bytes: number): Promise<void> {
  try {
    await publish(file, root, segments);
  } catch (error) {
    const taken = error instanceof AppError && error.code === "CONFLICT";
    if (!taken && !hasCode(error, "ENOENT")) throw error;
    if ((await statObject(root, segments)).bytes !== bytes) throw error;
    await abortParts(root, file.slice(file.lastIndexOf("/") + 1));
  }
}
