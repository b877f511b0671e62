import { Readable } from "node:stream";
import { createFileStore } from "@agentos/storage/file-store";
import type { ObjectStore } from "@agentos/storage/object-store";
import type { TestStack } from "./stack.ts";

/** The store that the service uses. */
export function storeOf({ config }: TestStack): ObjectStore {
  return createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT });
}

export async function keep(store: ObjectStore, key: string): Promise<string> {
  await store.put(key, Readable.from([Buffer.from("bytes")]));
  return key;
}

export async function filesBelow(store: ObjectStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const file of store.list(prefix)) keys.push(file.key);
  return keys.toSorted();
}
