import { snapshotBytes } from "@agentos/contracts/messages/read-model";
import { snapshotCache } from "@agentos/contracts/snapshot/snapshot";
import type { RedisLink } from "@agentos/redis/redis-link";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import type { SnapshotBytes } from "./held-snapshot.ts";

type Keeping = { redis: RedisLink; log: Logger };

/** Keeps the bytes in Redis, for whoever starts and hears no builder. Never throws: Redis is a help, and no more. */
export async function keepSnapshot({ redis, log }: Keeping, bytes: SnapshotBytes): Promise<void> {
  try {
    await redis.set(snapshotCache.key, JSON.stringify(bytes), snapshotCache.seconds);
  } catch (error) {
    log.debug({ err: error }, "the snapshot was not kept");
  }
}

const tries = 10;
const betweenMs = 100;

/**
 * The bytes that are kept in Redis; undefined where there are none, or Redis does not answer within a second, in which it may just be
 * about to be connected. Never throws.
 */
export async function readKeptSnapshot(
  { redis, log }: Keeping,
  signal: AbortSignal,
): Promise<SnapshotBytes | undefined> {
  for (let attempt = 1; attempt <= tries && !signal.aborted; attempt += 1) {
    try {
      const text = await redis.get(snapshotCache.key);
      return text === null ? undefined : snapshotBytes.parse(JSON.parse(text));
    } catch (error) {
      log.debug({ err: error }, "no kept snapshot");
      await pause(betweenMs, signal);
    }
  }
  return undefined;
}
