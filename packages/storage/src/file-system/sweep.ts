import { lstat, opendir, unlink } from "node:fs/promises";
import path from "node:path";
import { ignoreAbsent } from "./publish.ts";
import { ownFolders } from "./root.ts";

/** Removes the files in the store's own folders that nobody has written for so long, in ms. */
export async function sweepRoot(root: string, untouchedMs: number): Promise<number> {
  let removed = 0;
  for (const name of Object.values(ownFolders)) removed += await sweepFolder(path.join(root, name), untouchedMs);
  return removed;
}

async function sweepFolder(folder: string, untouchedMs: number): Promise<number> {
  let removed = 0;
  try {
    for await (const entry of await opendir(folder)) {
      const file = path.join(folder, entry.name);
      if (!entry.isFile() || Date.now() - (await lstat(file)).mtimeMs < untouchedMs) continue;
      await unlink(file);
      removed += 1;
    }
  } catch (error) {
    // The folder is not made before it is needed, and another instance may have swept the same file.
    ignoreAbsent(error);
  }
  return removed;
}
