import { snapshotBytes } from "@agentos/contracts/messages/read-model";
import { snapshotCache } from "@agentos/contracts/snapshot/snapshot";
import type { RedisLink } from "@agentos/redis/redis-link";
import type { SnapshotBytes } from "./ready-snapshot.ts";

/** What read-model has put into Redis; undefined where there is nothing. Errors: Redis is away; another form than agreed. */
export async function readStored(redis: Pick<RedisLink, "get">): Promise<SnapshotBytes | undefined> {
  const text = await redis.get(snapshotCache.key);
  return text === null ? undefined : snapshotBytes.parse(JSON.parse(text));
}
