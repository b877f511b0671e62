import { jobOptions, type JobOptionsInput } from "@agentos/contracts/job-options";
import { z } from "zod";
import type { KeyValue } from "./key-value.ts";

/** What tells a file from another without reading it. */
export type FileIdentity = { name: string; size: number; lastModified: number };

const record = z.object({
  upload_id: z.uuid(),
  name: z.string(),
  size: z.number(),
  lastModified: z.number(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** Of the job that it becomes. Those of another version are left: the upload is worth more. */
  options: jobOptions.optional().catch(undefined),
});
export type UploadRecord = z.infer<typeof record>;
type KeptRecord = Omit<UploadRecord, "options"> & { options?: JobOptionsInput | undefined };

/**
 * Uploads that were begun and not finished, remembered so that they can go on after a reload: all under one key, that of
 * the person who began them.
 */
export class UploadRecords {
  readonly #store: KeyValue;
  readonly #key: string;

  constructor(store: KeyValue, owner: string) {
    this.#store = store;
    this.#key = `agentos.uploads.${owner}`;
  }

  /** Newest first. */
  list(): UploadRecord[] {
    const text = this.#store.getItem(this.#key);
    if (text === null) return [];
    try {
      return z
        .array(record)
        .parse(JSON.parse(text))
        .sort((a, b) => b.startedAt - a.startedAt);
    } catch {
      // Written by another version: those uploads begin anew.
      return [];
    }
  }

  find(file: FileIdentity): UploadRecord | undefined {
    return this.list().find((kept) => isSameFile(kept, file));
  }

  save(file: FileIdentity, uploadId: string, options?: JobOptionsInput): void {
    const { name, size, lastModified } = file;
    const rest = this.list().filter((kept) => !isSameFile(kept, file));
    this.#write([{ upload_id: uploadId, name, size, lastModified, startedAt: Date.now(), options }, ...rest]);
  }

  /** Takes other options for an upload that is remembered. */
  setOptions(uploadId: string, options: JobOptionsInput): void {
    this.#write(this.list().map((kept) => (kept.upload_id === uploadId ? { ...kept, options } : kept)));
  }

  forget(uploadId: string): void {
    this.#write(this.list().filter((kept) => kept.upload_id !== uploadId));
  }

  #write(records: readonly KeptRecord[]): void {
    if (records.length === 0) this.#store.removeItem(this.#key);
    else this.#store.setItem(this.#key, JSON.stringify(records));
  }
}

/** Whether two are the same file, as far as can be told without reading them. */
export function isSameFile(a: FileIdentity, b: FileIdentity): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}
