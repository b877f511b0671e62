import type { RedisLink } from "../redis-link.ts";
import { removeKeys } from "../remove-keys.ts";
import { keyOf } from "./limit-script.ts";

/**
 * Forgets what a subject has used of every limit. What an instance has leased ahead it still has. Returns how many counts there were.
 * Errors: RedisAway.
 */
export function forgetSubject(redis: RedisLink, subject: string): Promise<number> {
  const literally = subject.replaceAll(/[\\*?[\]^]/g, String.raw`\$&`);
  return removeKeys(redis, keyOf({ rule: { name: "*", limit: 0, windowSeconds: 0 }, subject: literally }));
}
