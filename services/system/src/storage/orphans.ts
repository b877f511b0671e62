import { fileOwners, mostKeysAsked, referencedFiles, type FileOwner } from "@agentos/contracts/messages/files";
import { ask } from "@agentos/messaging/request";
import type { StoredObject } from "@agentos/storage/object-store";
import type { Context } from "../context.ts";

type Parts = Pick<Context, "nc" | "store">;

/**
 * Objects that were stored before a moment and that no row of their owner refers to, some at a time. What belongs to nobody who could
 * be asked, such as backups, is none. Errors: what the owners answer; nobody's silence makes an orphan.
 */
export async function* findOrphans(context: Parts, before: Date, signal: AbortSignal): AsyncGenerator<StoredObject[]> {
  for (const owner of fileOwners) yield* orphansOf(context, owner, before, signal);
}

async function* orphansOf(
  { nc, store }: Parts,
  owner: FileOwner,
  before: Date,
  signal: AbortSignal,
): AsyncGenerator<StoredObject[]> {
  let batch: StoredObject[] = [];
  const judge = async (): Promise<StoredObject[]> => {
    const { referenced } = await ask(nc, referencedFiles[owner], { keys: batch.map(({ key }) => key) });
    const known = new Set(referenced);
    return batch.filter(({ key }) => !known.has(key));
  };
  for await (const object of store.list(`${owner}/`)) {
    signal.throwIfAborted();
    if (object.modifiedAt < before) batch.push(object);
    if (batch.length < mostKeysAsked) continue;
    yield await judge();
    batch = [];
  }
  if (batch.length > 0) yield await judge();
}

/** Removes what nothing refers to; how many objects, and how many bytes. */
export async function removeOrphans(
  context: Parts,
  before: Date,
  signal: AbortSignal,
  onBatch: (removed: number) => Promise<void> = async () => undefined,
): Promise<{ orphans: number; bytes: number }> {
  let [orphans, bytes] = [0, 0];
  for await (const found of findOrphans(context, before, signal)) {
    for (const object of found) {
      signal.throwIfAborted();
      orphans += await context.store.remove(object.key);
      bytes += object.bytes;
    }
    await onBatch(orphans);
  }
  return { orphans, bytes };
}
