import { rebuildSnapshot } from "@agentos/contracts/messages/caches";
import type { RedisLink } from "@agentos/redis/redis-link";
import { removeKeys } from "@agentos/redis/remove-keys";
import type { z } from "zod";
import type { SnapshotBuilder } from "./builder.ts";

/** Everything that this service keeps in Redis. */
const kept = "read-model:*";

/** Builds anew from what everybody says now; with `forget`, what is kept of the snapshot is removed before. Errors: RedisAway; too late. */
export async function rebuild(
  builder: Pick<SnapshotBuilder, "rebuild">,
  { redis, forget }: { redis: RedisLink; forget: boolean },
): Promise<z.output<typeof rebuildSnapshot.reply>> {
  const removed = forget ? await removeKeys(redis, kept) : 0;
  const bytes = await builder.rebuild(AbortSignal.timeout(rebuildSnapshot.deadlineMs));
  const { epoch, version, confirmed_at } = bytes;
  return { epoch, version, confirmed_at, removed };
}
