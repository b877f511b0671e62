import path from "node:path";
import type { RedisLink } from "../redis-link.ts";
import { readScript } from "../script.ts";

const script = readScript(path.join(import.meta.dirname, "clean-limits.lua"));
const pattern = "limit:*";
/** Keys that one call looks at, few enough for the budget of a call. */
const batch = 200;

/**
 * Removes the counters of limits, among some, that have no expiry or have not been used for `idleSeconds`. Begin with the cursor
 * `"0"` and go on with what is returned until it is `"0"` again. Errors: RedisAway.
 */
export async function cleanLimits(
  redis: RedisLink,
  { cursor, idleSeconds }: { cursor: string; idleSeconds: number },
): Promise<{ cursor: string; seen: number; removed: number }> {
  const reply = await redis.run(script, [], [cursor, pattern, batch, idleSeconds]);
  const [next, seen, removed] = reply as [string, number, number];
  return { cursor: next, seen, removed };
}
