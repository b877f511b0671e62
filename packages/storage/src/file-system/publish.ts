import { AppError } from "@agentos/contracts/errors";
import { link, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { hasCode } from "./failures.ts";
import { makeFolders, syncFolder } from "./root.ts";

const objectMode = 0o440;
const tries = 5;

/** Objects are not written again: their files are read-only. */
export const readOnly = objectMode;

/**
 * Gives a finished, synced file its name as an object; `keep` leaves the old name too. All at once and never over another
 * object. Errors: CONFLICT when the key is taken.
 */
export async function publish(
  file: string,
  root: string,
  segments: readonly string[],
  options: { keep?: boolean } = {},
): Promise<void> {
  const target = await linkInto(file, root, segments);
  if (!options.keep) await unlink(file).catch(ignoreKept);
  await syncFolder(path.dirname(target));
}

async function linkInto(file: string, root: string, segments: readonly string[]): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const folder = await makeFolders(root, segments.slice(0, -1));
    const target = path.join(folder, segments.at(-1) ?? "");
    try {
      await linkOrRename(file, target);
      return target;
    } catch (error) {
      if (hasCode(error, "EEXIST")) throw new AppError("CONFLICT", "This object is stored already.", { cause: error });
      // The folder was empty until now, and whoever removed its last object has just pruned it.
      if (attempt === tries || !hasCode(error, "ENOENT")) throw error;
    }
  }
}

/** A link refuses a name that is taken, which a rename does not; some file systems have no links. */
async function linkOrRename(file: string, target: string): Promise<void> {
  try {
    await link(file, target);
  } catch (error) {
    if (!hasCode(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "EMLINK")) throw error;
    if (await exists(target)) throw Object.assign(new Error("taken", { cause: error }), { code: "EEXIST" });
    await rename(file, target);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}

/** The object stands; an old name that may not be removed does not change that. */
function ignoreKept(error: unknown): void {
  if (!hasCode(error, "ENOENT", "EACCES", "EPERM", "EROFS", "EBUSY")) throw error;
}

export function ignoreAbsent(error: unknown): void {
  if (!hasCode(error, "ENOENT")) throw error;
}
