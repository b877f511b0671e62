import path from "node:path";
import type { RedisLink } from "./redis-link.ts";
import { readScript } from "./script.ts";

const script = readScript(path.join(import.meta.dirname, "remove-keys.lua"));
/** Keys that one call looks at, few enough for the budget of a call. */
const batch = 500;

/**
 * Removes all keys of a glob pattern that this service may remove; a key that is made meanwhile may stay. Returns how many there
 * were. Errors: RedisAway.
 */
export async function removeKeys(redis: RedisLink, pattern: string): Promise<number> {
  let [cursor, removed] = ["0", 0];
  do {
    const reply = (await redis.run(script, [], [cursor, pattern, batch])) as [string, number];
    cursor = reply[0];
    removed += reply[1];
  } while (cursor !== "0");
  return removed;
}
