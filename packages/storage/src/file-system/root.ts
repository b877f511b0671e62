import { AppError } from "@agentos/contracts/errors";
import { lstat, mkdir, open, realpath } from "node:fs/promises";
import path from "node:path";
import { hasCode, notFound, readFailure, writeFailure } from "./failures.ts";

/** Folders of the store's own, which no key can name. On the root's file system, so that a rename is enough to publish. */
export const ownFolders = { temporary: ".tmp", parts: ".parts" } as const;

const folderMode = 0o750;

/**
 * Where an existing object is. Errors: NOT_FOUND, also where a folder on the way is a link: only what the store made
 * itself is in it.
 */
export async function locate(root: string, segments: readonly string[]): Promise<string> {
  const folder = path.join(await existing(root), ...segments.slice(0, -1));
  if ((await existing(folder)) !== folder) throw notFound();
  return path.join(folder, segments.at(-1) ?? "");
}

async function existing(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    throw readFailure(error);
  }
}

/**
 * Makes the folders of a path below the root, durably, one by one: `mkdir -p` would follow a link out of the root. Returns
 * the folder. Errors: VALIDATION_ERROR where something on the way is not a folder, STORAGE_FULL.
 */
export async function makeFolders(root: string, segments: readonly string[]): Promise<string> {
  try {
    await mkdir(root, { recursive: true, mode: folderMode });
    let folder = await realpath(root);
    for (const segment of segments) {
      const parent = folder;
      folder = path.join(parent, segment);
      if (await makeFolder(folder)) await syncFolder(parent);
    }
    return folder;
  } catch (error) {
    throw writeFailure(error);
  }
}

async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: folderMode });
    return true;
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
  if (!(await lstat(folder)).isDirectory()) {
    throw new AppError("VALIDATION_ERROR", "A part of this key is not a folder of the store.");
  }
  return false;
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, "r");
  await handle.sync();
}
