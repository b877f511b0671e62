import type { ApiClient } from "@agentos/client/api-client";
import { uploadFile, type FileUpload, type UploadView } from "@agentos/client/file-upload";
import { isSameFile, type FileIdentity, type UploadRecord, type UploadRecords } from "@agentos/client/upload-records";
import type { JobOptions } from "@agentos/contracts/job-options";

/** A file that somebody has given; without a view as long as it waits for those before it. */
export type UploadEntry = {
  id: string;
  file: File;
  options: JobOptions;
  /** Somebody looks at its options: it is sent, but does not become a job meanwhile. */
  choosing: boolean;
  view: UploadView | null;
};

export type Finished = { filename: string; jobId: string; alone: boolean };

const underWay: ReadonlySet<string> = new Set(["starting", "sending", "waiting", "finishing"]);

/** The uploads of this page's life: one after another, each in parallel chunks, going on while people look elsewhere. */
export class Uploads {
  #entries: readonly UploadEntry[] = [];
  #count = 0;
  readonly #running = new Map<string, FileUpload>();
  readonly #listeners = new Set<() => void>();
  readonly #client: ApiClient;
  readonly #records: UploadRecords;
  readonly #finishListeners = new Set<(finished: Finished) => void>();

  constructor(client: ApiClient, records: UploadRecords) {
    this.#client = client;
    this.#records = records;
  }

  get entries(): readonly UploadEntry[] {
    return this.#entries;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells when a file has become a job; returns how to stop that. */
  whenFinished(listener: (finished: Finished) => void): () => void {
    this.#finishListeners.add(listener);
    return () => this.#finishListeners.delete(listener);
  }

  /** Uploads of an earlier visit that were not finished and are not under way here. */
  unfinished(): UploadRecord[] {
    return this.#records.list().filter((record) => !this.#has(record));
  }

  forget(record: UploadRecord): void {
    this.#records.forget(record.upload_id);
    this.#change(this.#entries);
  }

  /** Takes files; one that an earlier visit has begun to send goes on with the options that it had. */
  add(files: Iterable<File>, options: JobOptions): void {
    // The same file dropped twice is one upload.
    const fresh = [...files].filter((file) => !this.#has(file));
    const added = fresh.map((file) => ({
      id: `upload-${++this.#count}`,
      file,
      options: this.#records.find(file)?.options ?? options,
      choosing: false,
      view: null,
    }));
    this.#change([...this.#entries, ...added]);
    this.#startNext();
  }

  /** Other options for the job that a file becomes. */
  setOptions(id: string, options: JobOptions): void {
    this.#running.get(id)?.setOptions(options);
    this.#alter(id, { options });
  }

  setChoosing(id: string, choosing: boolean): void {
    if (this.#entries.find((entry) => entry.id === id)?.choosing !== !choosing) return;
    this.#alter(id, { choosing });
    this.#running.get(id)?.hold(choosing);
  }

  pause(id: string): void {
    this.#running.get(id)?.pause();
  }

  /** Goes on after a pause or a wait; begins again after a failure. */
  resume(id: string): void {
    const entry = this.#entries.find((each) => each.id === id);
    if (entry?.view?.state === "failed") this.#start(entry);
    else this.#running.get(id)?.resume();
  }

  /** Gives it up, or takes it from the list. */
  remove(id: string): void {
    this.#running.get(id)?.abort();
    this.#running.delete(id);
    this.#change(this.#entries.filter((entry) => entry.id !== id));
    this.#startNext();
  }

  /** Stops all, so that they can go on at the next visit. */
  stop(): void {
    for (const upload of this.#running.values()) upload.pause();
    this.#change([]);
  }

  #has(file: FileIdentity): boolean {
    return this.#entries.some((entry) => isSameFile(entry.file, file));
  }

  #startNext(): void {
    if (this.#entries.some(({ view }) => view !== null && underWay.has(view.state))) return;
    const next = this.#entries.find(({ view }) => view === null);
    if (next) this.#start(next);
  }

  #start({ id, file, options, choosing }: UploadEntry): void {
    const source = {
      name: file.name,
      size: file.size,
      lastModified: file.lastModified,
      slice: (start: number, end: number) => file.slice(start, end),
    };
    const upload = uploadFile({ client: this.#client, file: source, options, records: this.#records });
    upload.hold(choosing);
    this.#running.set(id, upload);
    const show = (): void => {
      if (this.#running.get(id) !== upload) return;
      this.#alter(id, { view: upload.view });
      if (!underWay.has(upload.view.state)) this.#settled(id, upload);
    };
    upload.subscribe(show);
    show();
  }

  /** Finished, failed or paused: the next file may go. */
  #settled(id: string, upload: FileUpload): void {
    const jobId = upload.view.result?.jobId;
    if (jobId) {
      this.#running.delete(id);
      const filename = this.#entries.find((entry) => entry.id === id)?.file.name ?? "";
      this.#change(this.#entries.filter((entry) => entry.id !== id));
      for (const tell of this.#finishListeners) tell({ filename, jobId, alone: this.#entries.length === 0 });
    }
    this.#startNext();
  }

  #alter(id: string, changed: Partial<UploadEntry>): void {
    this.#change(this.#entries.map((entry) => (entry.id === id ? { ...entry, ...changed } : entry)));
  }

  #change(entries: readonly UploadEntry[]): void {
    this.#entries = [...entries];
    for (const listener of this.#listeners) listener();
  }
}
