import { lstat, opendir, rmdir, unlink } from "node:fs/promises";
import type { Dirent } from "node:fs";
import path from "node:path";
import { AppError } from "@agentos/contracts/errors";
import type { StoredObject } from "../object-store.ts";
import { hasCode } from "./failures.ts";
import { ignoreAbsent } from "./publish.ts";
import { locate } from "./root.ts";

/** Objects in a folder and below it. What vanishes meanwhile is left out; links are not followed. */
export async function* listFolder(folder: string, prefix: string): AsyncGenerator<StoredObject> {
  for await (const entry of entriesOf(folder)) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* listFolder(full, `${prefix}${entry.name}/`);
    else if (entry.isFile()) yield* statListed(full, `${prefix}${entry.name}`);
  }
}

async function* statListed(full: string, key: string): AsyncGenerator<StoredObject> {
  try {
    const info = await lstat(full);
    yield { key, bytes: info.size, modifiedAt: info.mtime };
  } catch (error) {
    ignoreAbsent(error);
  }
}

/** Removes all below a folder, and the folder. Links go, what they point to stays. Returns how many objects there were. */
export async function removeFolder(folder: string): Promise<number> {
  let removed = 0;
  for await (const entry of entriesOf(folder)) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) removed += await removeFolder(full);
    else if ((await unlinkIfThere(full)) && entry.isFile()) removed += 1;
  }
  await removeIfEmpty(folder);
  return removed;
}

/** Removes one object. Returns whether it was there. */
export async function removeFile(file: string): Promise<boolean> {
  try {
    if (!(await lstat(file)).isFile()) return false;
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return false;
    throw error;
  }
  return unlinkIfThere(file);
}

/** Removes the folders on the way to `segments` that are empty now, innermost first, never the root itself. */
export async function pruneFolders(root: string, segments: readonly string[]): Promise<void> {
  for (let depth = segments.length; depth > 0; depth -= 1) {
    if (!(await removeIfEmpty(path.join(root, ...segments.slice(0, depth))))) return;
  }
}

/** The folder of a prefix, or undefined where nothing is stored below it. */
export async function folderAt(root: string, segments: readonly string[]): Promise<string | undefined> {
  try {
    const folder = await locate(root, segments);
    return (await lstat(folder)).isDirectory() ? folder : undefined;
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return undefined;
    if (error instanceof AppError && error.code === "NOT_FOUND") return undefined;
    throw error;
  }
}

/** Entries of a folder but the store's own and hidden ones; none where it has vanished. */
async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  try {
    for await (const entry of await opendir(folder)) if (!entry.name.startsWith(".")) yield entry;
  } catch (error) {
    ignoreAbsent(error);
  }
}

async function unlinkIfThere(file: string): Promise<boolean> {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    ignoreAbsent(error);
    return false;
  }
}

async function removeIfEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return true;
    if (hasCode(error, "ENOTEMPTY", "EEXIST")) return false;
    throw error;
  }
}
