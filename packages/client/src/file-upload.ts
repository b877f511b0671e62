import { uploadOperations } from "@agentos/contracts/api/upload";
import type { JobOptionsInput } from "@agentos/contracts/job-options";
import type { ApiClient } from "./api-client.ts";
import { ApiError } from "./api-error.ts";
import { backoffMs, pause } from "./backoff.ts";
import type { Sliceable } from "./checksum.ts";
import { sendChunks } from "./chunk-sender.ts";
import { gone, mendable } from "./upload-failures.ts";
import { UploadProgress, type UploadProgressView } from "./upload-progress.ts";
import type { FileIdentity, UploadRecords } from "./upload-records.ts";

/**
 * `waiting`: the server is away or the connection is lost; it goes on by itself, or at once by `resume`. `held`: everything has
 * arrived, and it is finished when `hold(false)` is called.
 */
export type UploadState =
  | "starting"
  | "sending"
  | "waiting"
  | "paused"
  | "held"
  | "finishing"
  | "finished"
  | "failed"
  | "aborted";

export type UploadResult = { uploadId: string; jobId: string | null; sha256: string | null };

/** What there is to show of an upload at a moment. */
export type UploadView = UploadProgressView & {
  state: UploadState;
  totalBytes: number;
  /** Bytes that an earlier visit had sent already. */
  resumedBytes: number;
  /** Why it waits, or why it failed. */
  trouble: ApiError | null;
  result: UploadResult | null;
};

export type FileUploadOptions = {
  client: ApiClient;
  file: Sliceable & FileIdentity;
  /** Of the job that is made of it. */
  options?: JobOptionsInput;
  /** Whether finishing makes a job; true unless told otherwise. */
  createJob?: boolean;
  /** Where the upload is remembered, to go on after a reload. */
  records?: UploadRecords;
  /** Whole file's SHA-256 in hex, where it is known: the server refuses a file that differs. */
  sha256?: string;
  /** Chunks under way at once. */
  parallel?: number;
};

type Opened = { uploadId: string; chunkSize: number; progress: UploadProgress };

const firstWaitMs = 1000;
const longestWaitMs = 30_000;
/** Failures in a row, other than of the connection, before it is given up. */
const patience = 5;
const tellEveryMs = 200;

/** An upload of one file: in chunks, resumable, going on by itself after a lost connection. Begins when it is made. */
export class FileUpload {
  /** Fulfilled when finished; rejected when failed for good or aborted. */
  readonly done: Promise<UploadResult>;
  readonly #given: FileUploadOptions;
  readonly #listeners = new Set<() => void>();
  #opened: Opened | undefined;
  #view: UploadView;
  #round = new AbortController();
  #wake: () => void = () => undefined;
  #failures = 0;
  #toldAt = 0;
  #options: JobOptionsInput | undefined;
  #held = false;

  constructor(given: FileUploadOptions) {
    this.#given = given;
    this.#options = given.options;
    this.#view = {
      state: "starting",
      sentBytes: 0,
      totalBytes: given.file.size,
      bytesPerSecond: null,
      etaSeconds: null,
      resumedBytes: 0,
      trouble: null,
      result: null,
    };
    this.done = this.#run();
    // Who only watches the view need not wait for the promise.
    this.done.catch(() => undefined);
  }

  get view(): UploadView {
    return this.#view;
  }

  /** Calls the listener when the view has changed; returns how to stop that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops sending until `resume`; chunks under way are sent anew then. */
  pause(): void {
    if (!["starting", "sending", "waiting", "held"].includes(this.#view.state)) return;
    this.#show({ state: "paused", trouble: null, ...this.#halted() });
    this.#round.abort();
    this.#wake();
  }

  /** Goes on after a pause, or at once where it waits. */
  resume(): void {
    if (this.#view.state === "paused") this.#show({ state: "starting" });
    else if (this.#view.state !== "waiting") return;
    this.#wake();
  }

  /** Other options for the job that is made of it; without effect once finishing has begun. */
  setOptions(options: JobOptionsInput): void {
    this.#options = options;
    if (this.#opened) this.#given.records?.setOptions(this.#opened.uploadId, options);
  }

  /** While held, it is sent but not finished: somebody still chooses what is to become of it. */
  hold(held: boolean): void {
    this.#held = held;
    if (this.#view.state === "held") this.#wake();
  }

  /** Gives it up; it is not resumed later. What has arrived is cleared away by the server. */
  abort(): void {
    if (["finished", "failed", "aborted"].includes(this.#view.state)) return;
    if (this.#opened) this.#given.records?.forget(this.#opened.uploadId);
    this.#show({ state: "aborted", trouble: null });
    this.#round.abort();
    this.#wake();
  }

  async #run(): Promise<UploadResult> {
    for (;;) {
      this.#round = new AbortController();
      try {
        if (this.#view.state === "paused") await this.#woken();
        this.#throwIfAborted();
        const result = await this.#sendAll(this.#round.signal);
        this.#given.records?.forget(result.uploadId);
        this.#show({ state: "finished", sentBytes: this.#view.totalBytes, trouble: null, etaSeconds: null, result });
        return result;
      } catch (error) {
        this.#throwIfAborted();
        // A pause stops the round too; that is no failure.
        if (!this.#round.signal.aborted) await this.#recover(error);
      }
    }
  }

  /** Everything that is left to do, from any point on. */
  async #sendAll(signal: AbortSignal): Promise<UploadResult> {
    const opened = await this.#open(signal);
    if ("jobId" in opened) return opened;
    this.#opened = opened;
    const { progress } = opened;
    this.#show({ state: "sending", trouble: null, sentBytes: progress.receivedBytes() });
    await sendChunks({
      client: this.#given.client,
      file: this.#given.file,
      uploadId: opened.uploadId,
      chunkSize: opened.chunkSize,
      missing: progress.missing(),
      parallel: this.#given.parallel ?? 3,
      signal,
      onSent: (index, bytes) => {
        progress.noteSent(index, bytes);
        this.#tell(progress);
      },
      onDone: (index) => {
        progress.noteDone(index);
        this.#failures = 0;
        this.#tell(progress);
      },
    });
    await this.#untilLetGo(signal);
    this.#show({ state: "finishing", bytesPerSecond: null, etaSeconds: null });
    return await this.#finish(opened.uploadId, signal);
  }

  async #untilLetGo(signal: AbortSignal): Promise<void> {
    while (this.#held) {
      const woken = this.#woken();
      this.#show({ state: "held", sentBytes: this.#view.totalBytes, bytesPerSecond: null, etaSeconds: null });
      await woken;
      signal.throwIfAborted();
    }
  }

  async #finish(uploadId: string, signal: AbortSignal): Promise<UploadResult> {
    const { client, createJob = true } = this.#given;
    const options = this.#options;
    const reply = await client.call(uploadOperations.finalize, {
      body: { upload_id: uploadId, create_job: createJob, ...(options ? { options } : {}) },
      signal,
    });
    return { uploadId, jobId: reply.job_id ?? null, sha256: reply.sha256 };
  }

  /** The upload as the server knows it: asked anew in each round, as more may have arrived than the replies told. */
  async #open(signal: AbortSignal): Promise<Opened | UploadResult> {
    const { client, file, records, sha256 } = this.#given;
    const known = this.#opened?.uploadId ?? records?.find(file)?.upload_id;
    if (known !== undefined) {
      const found = await this.#ask(known, signal);
      if (found) return found;
      records?.forget(known);
      this.#opened = undefined;
    }
    const begun = await client.call(uploadOperations.init, {
      body: { filename: file.name, size: file.size, ...(sha256 === undefined ? {} : { sha256 }) },
      signal,
    });
    records?.save(file, begun.upload_id, this.#options);
    const { upload_id: uploadId, chunk_size: chunkSize } = begun;
    return { uploadId, chunkSize, progress: new UploadProgress(file.size, chunkSize) };
  }

  /** Undefined where the server does not know the upload any more. */
  async #ask(uploadId: string, signal: AbortSignal): Promise<Opened | UploadResult | undefined> {
    const { client, file } = this.#given;
    const status = await client.call(uploadOperations.status, { params: { upload_id: uploadId }, signal }).catch(gone);
    if (!status || status.status === "expired") return undefined;
    if (status.status === "finished") return { uploadId, jobId: status.job_id, sha256: null };
    const progress = new UploadProgress(file.size, status.chunk_size, status.received);
    if (!this.#opened) this.#show({ resumedBytes: progress.receivedBytes() });
    return { uploadId, chunkSize: status.chunk_size, progress };
  }

  /** Waits where waiting can help; throws where it cannot. */
  async #recover(thrown: unknown): Promise<void> {
    const error = thrown instanceof ApiError ? thrown : new ApiError("NETWORK_ERROR", undefined, { cause: thrown });
    this.#failures += 1;
    const again = error.passing || (mendable.has(error.code) && this.#failures <= patience);
    if (!again) {
      const { records } = this.#given;
      const refused = error.status >= 400 && error.status < 500 && error.status !== 401;
      if (refused && this.#opened) records?.forget(this.#opened.uploadId);
      this.#show({ state: "failed", trouble: error, ...this.#halted() });
      throw error;
    }
    this.#show({ state: "waiting", trouble: error, ...this.#halted() });
    const asked = (error.retryAfter ?? 0) * 1000;
    const ms = Math.max(asked, backoffMs(this.#failures, { firstMs: firstWaitMs, mostMs: longestWaitMs }));
    const waited = new AbortController();
    await Promise.race([pause(ms, waited.signal).catch(() => undefined), this.#woken()]);
    waited.abort();
  }

  /** The figures while nothing moves: what was under way is sent anew, so that only what has arrived counts. */
  #halted(): UploadProgressView {
    return { sentBytes: this.#opened?.progress.receivedBytes() ?? 0, bytesPerSecond: null, etaSeconds: null };
  }

  /** Shows the bytes so far; not at each of the many events. */
  #tell(progress: UploadProgress): void {
    const now = performance.now();
    if (this.#view.state !== "sending" || now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.#show(progress.view(now));
  }

  #show(change: Partial<UploadView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #throwIfAborted(): void {
    if (this.#view.state === "aborted") throw new DOMException("The upload was given up.", "AbortError");
  }
}

/** Begins to upload a file; see FileUpload. */
export function uploadFile(given: FileUploadOptions): FileUpload {
  return new FileUpload(given);
}
