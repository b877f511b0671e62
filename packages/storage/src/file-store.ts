import { randomUUID } from "node:crypto";
import { open, realpath, statfs, unlink } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@agentos/contracts/errors";
import { assembleParts } from "./file-system/assemble.ts";
import { readFailure } from "./file-system/failures.ts";
import { segmentsOf, segmentsOfPrefix } from "./file-system/keys.ts";
import { abortParts, openParts, writePart } from "./file-system/parts.ts";
import { putLocalFile, putStream } from "./file-system/put.ts";
import { readObject, statObject } from "./file-system/read.ts";
import { locate, makeFolders, ownFolders } from "./file-system/root.ts";
import { sweepRoot } from "./file-system/sweep.ts";
import { folderAt, listFolder, pruneFolders, removeFile, removeFolder } from "./file-system/walk.ts";
import type { MultipartStore } from "./multipart-store.ts";
import type { ObjectStore, StoredObject } from "./object-store.ts";

export type FileStoreOptions = {
  /** Folder of what comes in: keys `uploads/…`. */
  inputRoot: string;
  /** Folder of everything else. */
  outputRoot: string;
};

export type FileStore = ObjectStore & MultipartStore;

const inputArea = "uploads";

/**
 * Objects as files below two folders, which are made when they are first needed. What is in the folders is the store's
 * alone: links in them are not followed. Several processes may use the same folders.
 */
export function createFileStore(options: FileStoreOptions): FileStore {
  const inputRoot = path.resolve(options.inputRoot);
  const outputRoot = path.resolve(options.outputRoot);
  const roots = [...new Set([inputRoot, outputRoot])];
  requireApart(roots);
  const rootOf = (area: string | undefined): string => (area === inputArea ? inputRoot : outputRoot);
  const place = (key: string): [root: string, segments: string[]] => {
    const segments = segmentsOf(key);
    return [rootOf(segments[0]), segments];
  };
  return {
    put: async (key, body) => putStream(...place(key), body),
    putFile: async (key, localPath) => putLocalFile(...place(key), localPath, await isWithin(roots, localPath)),
    read: async (key, range) => readObject(...place(key), range),
    async stat(key) {
      const { bytes, modifiedAt } = await statObject(...place(key));
      return { key, bytes, modifiedAt };
    },
    checkout: async (key) => (await statObject(...place(key))).path,
    remove: async (prefix) => (prefix.endsWith("/") ? removeBelow(rootOf, prefix) : removeOne(...place(prefix))),
    list: (prefix) => (prefix === "" ? listAll(roots) : listBelow(rootOf, prefix)),
    async ping() {
      for (const root of roots) await probe(root);
    },
    openParts: async (key) => openParts(place(key)[0]),
    writePart: async (key, collection, part, body) => writePart(place(key)[0], collection, part, body),
    assemble: async (key, collection, parts, given = {}) => assembleParts(...place(key), collection, parts, given),
    abortParts: async (key, collection) => abortParts(place(key)[0], collection),
    async sweep(untouchedMs) {
      let removed = 0;
      for (const root of roots) removed += await sweepRoot(root, untouchedMs);
      return removed;
    },
    async freeBytes(key) {
      const { bavail, bsize } = await statfs(await makeFolders(place(key)[0], []));
      return bavail * bsize;
    },
  };
}

function requireApart(roots: readonly string[]): void {
  const nested = roots.some((one) => roots.some((other) => one.startsWith(`${other}${path.sep}`)));
  if (nested) throw new TypeError("The store's two folders must not be one within the other.");
}

async function removeOne(root: string, segments: readonly string[]): Promise<number> {
  const file = await locate(root, segments).catch(unlessAbsent);
  if (file === undefined || !(await removeFile(file))) return 0;
  await pruneFolders(await realpath(root), segments.slice(0, -1));
  return 1;
}

async function removeBelow(rootOf: (area: string | undefined) => string, prefix: string): Promise<number> {
  const segments = segmentsOfPrefix(prefix);
  const root = rootOf(segments[0]);
  const folder = await folderAt(root, segments);
  if (folder === undefined) return 0;
  const removed = await removeFolder(folder);
  await pruneFolders(await realpath(root), segments.slice(0, -1));
  return removed;
}

async function* listBelow(rootOf: (area: string | undefined) => string, prefix: string): AsyncGenerator<StoredObject> {
  const segments = segmentsOfPrefix(prefix);
  const folder = await folderAt(rootOf(segments[0]), segments);
  if (folder !== undefined) yield* listFolder(folder, prefix);
}

async function* listAll(roots: readonly string[]): AsyncGenerator<StoredObject> {
  for (const root of roots) yield* listFolder(root, "");
}

/** Whether a path is in one of the store's folders: then it is an object that `checkout` gave, not a loose file. */
async function isWithin(roots: readonly string[], localPath: string): Promise<boolean> {
  const real = await realpath(localPath);
  for (const root of roots) {
    const base = await realpath(root).catch(unlessAbsent);
    if (base !== undefined && real.startsWith(`${base}${path.sep}`)) return true;
  }
  return false;
}

function unlessAbsent(error: unknown): undefined {
  const failure = readFailure(error);
  if (!(failure instanceof AppError) || failure.code !== "NOT_FOUND") throw failure;
}

async function probe(root: string): Promise<void> {
  const file = path.join(await makeFolders(root, [ownFolders.temporary]), randomUUID());
  await (await open(file, "wx")).close();
  await unlink(file);
}
