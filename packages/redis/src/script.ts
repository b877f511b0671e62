import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

/** A Lua script, run by its digest. */
export type Script = { text: string; sha1: string };

/** Reads a script that is kept in one or more files of a folder, one after another. */
export function readScript(folder: string, ...files: readonly string[]): Script {
  const text = files.map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n");
  return { text, sha1: createHash("sha1").update(text).digest("hex") };
}
