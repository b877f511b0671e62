import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { backupsPrefix } from "@agentos/contracts/backups/backup";
import { AppError } from "@agentos/contracts/errors";
import { exportsPrefix } from "@agentos/contracts/exported-file";
import type { ObjectStore } from "@agentos/storage/object-store";
import { keysOf } from "./keys.ts";
import type { ListedObject, Manifest } from "./manifest.ts";
import { packed } from "./packed.ts";

type Options = { store: ObjectStore; id: string; media: boolean; signal: AbortSignal; onObject(): Promise<void> };

/** What the store has beside the system's state. */
const apart = [backupsPrefix, exportsPrefix];

/** Whether an object belongs to the state of the system. */
export function isState(key: string): boolean {
  return !apart.some((prefix) => key.startsWith(prefix));
}

/** Writes the list of all objects with their checksums, and with `media` keeps each beside the list. */
export async function listObjects(options: Options): Promise<NonNullable<Manifest["objects"]>> {
  const { store, id, media, signal } = options;
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const { key } of store.list("")) {
      signal.throwIfAborted();
      if (!isState(key)) continue;
      const object = await (media ? keep(store, id, key) : measureObject(store, key)).catch(unlessGone);
      if (!object) continue;
      count += 1;
      await options.onObject();
      yield `${JSON.stringify(object)}\n`;
    }
  }
  const key = keysOf(id).objects;
  const file = await store.put(key, packed(Readable.from(lines())));
  return { count, media, file: { key, ...file } };
}

/** The length and checksum of an object as it is now. Errors: NOT_FOUND. */
export async function measureObject(store: ObjectStore, key: string): Promise<ListedObject> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of await store.read(key)) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
  }
  return { key, bytes, sha256: hash.digest("hex") };
}

/** A copy: a second name of the same file would be damaged with the first. */
async function keep(store: ObjectStore, id: string, key: string): Promise<ListedObject> {
  return { key, ...(await copyObject(store, key, keysOf(id).media(key))) };
}

/** Errors: NOT_FOUND. */
export async function copyObject(
  store: ObjectStore,
  source: string,
  target: string,
): Promise<{ bytes: number; sha256: string }> {
  return store.put(target, await store.read(source));
}

/** Removed since it was listed: it is not part of the state any more. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== "NOT_FOUND") throw error;
}
