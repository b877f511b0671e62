import { snapshotBytes } from "@agentos/contracts/messages/read-model";
import { snapshotCache } from "@agentos/contracts/snapshot/snapshot";
import type { RedisLink } from "@agentos/redis/redis-link";
import type { Logger } from "@agentos/service-kit/logger";
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

/** The bytes that are kept in Redis; undefined where there are none, or Redis is away. Never throws. */
export async function readKeptSnapshot({ redis, log }: Keeping): Promise<SnapshotBytes | undefined> {
  try {
    const text = await redis.get(snapshotCache.key);
    return text === null ? undefined : snapshotBytes.parse(JSON.parse(text));
  } catch (error) {
    log.debug({ err: error }, "no kept snapshot");
    return undefined;
  }
}
