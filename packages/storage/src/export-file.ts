import type { Readable } from "node:stream";
import { exportsPrefix, type ExportedFile } from "@agentos/contracts/exported-file";
import { signFileToken } from "./file-token.ts";
import type { ObjectStore } from "./object-store.ts";

export type ExportedBody = {
  /** Below the owner's part of the exports: `logs/<action id>.csv`. Written once; where it is there already, it is what an earlier run has made, and is replaced. */
  key: string;
  /** What it is called when it is saved. */
  name: string;
  contentType: string;
  body: Readable;
};

export type ExportOptions = { store: ObjectStore; secret: string; validSeconds: number };

/** Stores a file for somebody to take along, and signs its address. Errors: STORAGE_FULL. */
export async function exportFile(
  { store, secret, validSeconds }: ExportOptions,
  { key, name, contentType, body }: ExportedBody,
): Promise<ExportedFile> {
  const stored = `${exportsPrefix}${key}`;
  await store.remove(stored);
  const { bytes, sha256 } = await store.put(stored, body);
  const expiresAt = Math.floor(Date.now() / 1000) + validSeconds;
  const token = signFileToken({ key: stored, name, contentType, bytes, sha256, expiresAt }, secret);
  return {
    name,
    content_type: contentType,
    bytes,
    sha256,
    url: `/media/${token}`,
    expires_at: new Date(expiresAt * 1000).toISOString(),
  };
}
