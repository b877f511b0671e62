import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Redis } from "ioredis";

/** A Lua script in a file of its own, run by its digest. */
export type Script = { text: string; sha1: string };

export function readScript(path: string): Script {
  const text = readFileSync(path, "utf8");
  return { text, sha1: createHash("sha1").update(text).digest("hex") };
}

/** Runs a script in one call; sends its text only when the server does not know it. */
export async function runScript(
  redis: Redis,
  script: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  try {
    return await redis.evalsha(script.sha1, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
    return redis.eval(script.text, keys.length, ...keys, ...args);
  }
}
