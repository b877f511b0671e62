import type { Logger } from "@agentos/service-kit/logger";
import { createHash } from "node:crypto";
import type { RedisLink } from "./redis-link.ts";
import { removeKeys } from "./remove-keys.ts";

/** What a stored reply belongs to. */
export type ReplyKey = { user: string; action: string; key: string };

/** A reply, and the digest of the payload that it answers. `reply` is plain JSON. */
export type StoredReply = { payloadHash: string; reply: unknown };

export type ReplyCache = {
  /** The stored reply; undefined when there is none, or Redis cannot be asked now. Never throws. */
  get(of: ReplyKey): Promise<StoredReply | undefined>;
  /** Stores a reply; does nothing when Redis cannot be reached, or the reply is large. Never throws. */
  put(of: ReplyKey, stored: StoredReply): Promise<void>;
  /** Forgets all replies; how many there were. Errors: RedisAway. */
  clear(): Promise<number>;
};

export type ReplyCacheOptions = {
  redis: RedisLink;
  /** The service's own part of Redis: its name. */
  prefix: string;
  /** How long replies are kept. */
  seconds: number;
  log: Logger;
};

/** Larger replies are read from where they come from. */
const largestBytes = 64 * 1024;

/** Replies by user, action and idempotency key: a faster way to what is known elsewhere, and never the only one. */
export function createReplyCache({ redis, prefix, seconds, log }: ReplyCacheOptions): ReplyCache {
  // Keys are sent by clients: their digest is of a known length, and no key can run into another's.
  const keyOf = ({ user, action, key }: ReplyKey): string =>
    `${prefix}:reply:${createHash("sha256")
      .update(JSON.stringify([user, action, key]))
      .digest("base64url")}`;
  return {
    async get(of) {
      try {
        const text = await redis.get(keyOf(of));
        return text === null ? undefined : (JSON.parse(text) as StoredReply);
      } catch (error) {
        log.debug({ err: error }, "no reply from the cache");
        return undefined;
      }
    },
    clear: () => removeKeys(redis, `${prefix}:reply:*`),
    async put(of, stored) {
      const text = JSON.stringify(stored);
      if (Buffer.byteLength(text) > largestBytes) return;
      try {
        await redis.set(keyOf(of), text, seconds);
      } catch (error) {
        log.debug({ err: error }, "a reply was not cached");
      }
    },
  };
}
