import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** A Lua script, run by its digest. */
export type Script = { text: string; sha1: string };

/** Reads a script from its file, or from several, one after another. */
export function readScript(paths: string | readonly string[]): Script {
  const text = [paths]
    .flat()
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  return { text, sha1: createHash("sha1").update(text).digest("hex") };
}
