import { createInterface } from "node:readline";
import { AppError } from "@agentos/contracts/errors";
import type { ObjectStore } from "@agentos/storage/object-store";
import { keysOf } from "./keys.ts";
import { measureObject } from "./list-objects.ts";
import { listedObject, type ListedObject, type Manifest, type StoredFile } from "./manifest.ts";
import { unpacked } from "./packed.ts";

/** What is not as it has to be. */
export type Finding = { path: string; problem: string };

type Options = { store: ObjectStore; signal: AbortSignal; onFile(): Promise<void> };

/** Reads every file of a backup, and yields those that are not what they were when it was made. */
export async function* checkFiles(content: Manifest, { store, signal, onFile }: Options): AsyncGenerator<Finding> {
  for await (const file of filesOf(store, content)) {
    signal.throwIfAborted();
    const finding = await checkFile(store, file);
    if (finding) yield finding;
    await onFile();
  }
}

/** The objects that were in the store when the backup was made. */
export async function* readObjects(store: ObjectStore, { objects }: Manifest): AsyncGenerator<ListedObject> {
  if (!objects) return;
  for await (const line of createInterface({ input: unpacked(await store.read(objects.file.key)) })) {
    yield listedObject.parse(JSON.parse(line));
  }
}

/** How many files a backup has, beside its manifest. */
export function countFiles({ tables, objects }: Manifest): number {
  return tables.length + (objects ? 1 + (objects.media ? objects.count : 0) : 0);
}

/** A list that is damaged itself is not read. */
async function* filesOf(store: ObjectStore, content: Manifest): AsyncGenerator<StoredFile> {
  yield* content.tables.map((table) => table.file);
  const { id, objects } = content;
  if (!objects) return;
  yield objects.file;
  if (!objects.media || (await checkFile(store, objects.file))) return;
  for await (const object of readObjects(store, content)) yield { ...object, key: keysOf(id).media(object.key) };
}

async function checkFile(store: ObjectStore, { key, bytes, sha256 }: StoredFile): Promise<Finding | undefined> {
  try {
    const found = await measureObject(store, key);
    if (found.bytes !== bytes) return { path: key, problem: `It has ${found.bytes} bytes instead of ${bytes}.` };
    return found.sha256 === sha256 ? undefined : { path: key, problem: "Its checksum differs." };
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return { path: key, problem: "It is gone." };
    throw error;
  }
}
