import { AppError } from "@agentos/contracts/errors";
import type { ObjectStore } from "@agentos/storage/object-store";
import { readObjects } from "./check-files.ts";
import { keysOf } from "./keys.ts";
import { copyObject, measureObject } from "./list-objects.ts";
import type { ListedObject, Manifest } from "./manifest.ts";

type Options = { store: ObjectStore; signal: AbortSignal; onObject(): Promise<void> };
export type ObjectsBack = { objects_put_back: number; objects_missing: number };

/** Puts objects back that are missing or damaged, where the backup has them; leaves alone what has come since. */
export async function putObjectsBack(content: Manifest, { store, signal, onObject }: Options): Promise<ObjectsBack> {
  const counts = { objects_put_back: 0, objects_missing: 0 };
  for await (const object of readObjects(store, content)) {
    signal.throwIfAborted();
    if (!(await isWhole(store, object))) {
      if (content.objects?.media) {
        await store.remove(object.key);
        await copyObject(store, keysOf(content.id).media(object.key), object.key);
        counts.objects_put_back += 1;
      } else counts.objects_missing += 1;
    }
    await onObject();
  }
  return counts;
}

async function isWhole(store: ObjectStore, { key, bytes, sha256 }: ListedObject): Promise<boolean> {
  try {
    const found = await measureObject(store, key);
    return found.bytes === bytes && found.sha256 === sha256;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return false;
    throw error;
  }
}
