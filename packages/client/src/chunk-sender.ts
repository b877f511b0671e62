import { uploadOperations } from "@agentos/contracts/api/upload";
import type { ApiClient } from "./api-client.ts";
import { ApiError } from "./api-error.ts";
import { backoffMs, pause } from "./backoff.ts";
import { sha256OfChunk, type Sliceable } from "./checksum.ts";

export type ChunkJob = {
  client: ApiClient;
  file: Sliceable;
  uploadId: string;
  chunkSize: number;
  /** Chunks that the server has not, in the order in which they are sent. */
  missing: readonly number[];
  parallel: number;
  signal: AbortSignal;
  /** Bytes of a chunk that have left so far. */
  onSent: (index: number, bytes: number) => void;
  /** The server has the chunk. */
  onDone: (index: number) => void;
};

/** Repetitions of one chunk before the trouble counts as one of the whole upload. */
const quickTries = 2;
/** A connection on which nothing moves for this long is given up; where nobody tells what moves, a chunk has more time. */
const stallMs = 45_000;
const untoldMs = 300_000;

/** Sends chunks, a few at a time. Errors: that of the first chunk which cannot be sent; the others are stopped then. */
export async function sendChunks(job: ChunkJob): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([job.signal, failed.signal]);
  const queue = [...job.missing];
  const worker = async (): Promise<void> => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      await sendWithQuickTries({ ...job, signal }, index);
      job.onDone(index);
    }
  };
  const workers = Array.from({ length: Math.min(job.parallel, queue.length) }, () =>
    worker().catch((error: unknown) => {
      if (!signal.aborted) failed.abort(error);
    }),
  );
  await Promise.all(workers);
  signal.throwIfAborted();
}

async function sendWithQuickTries(job: ChunkJob, index: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendOne(job, index);
    } catch (error) {
      job.onSent(index, 0);
      const damaged = error instanceof ApiError && error.code === "CHUNK_CHECKSUM_MISMATCH";
      const again = error instanceof ApiError && (error.passing || damaged) && error.retryAfter === undefined;
      if (!again || attempt > quickTries) throw error;
      await pause(backoffMs(attempt, { firstMs: 400, mostMs: 2000 }), job.signal);
    }
  }
}

async function sendOne(job: ChunkJob, index: number): Promise<void> {
  const bytes = await readChunk(job, index);
  const checksum = await sha256OfChunk(bytes);
  const stalled = new AbortController();
  const giveUp = (): void => stalled.abort(new ApiError("NETWORK_ERROR"));
  let timer = setTimeout(giveUp, untoldMs);
  try {
    await job.client.call(uploadOperations.chunk, {
      query: { upload_id: job.uploadId, index },
      body: bytes,
      headers: checksum === undefined ? {} : { "X-Chunk-SHA256": checksum },
      signal: AbortSignal.any([job.signal, stalled.signal]),
      onSent: (sent) => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, stallMs);
        job.onSent(index, sent);
      },
    });
  } finally {
    clearTimeout(timer);
  }
}

async function readChunk(job: ChunkJob, index: number): Promise<ArrayBuffer> {
  const start = index * job.chunkSize;
  try {
    return await job.file.slice(start, Math.min(job.file.size, start + job.chunkSize)).arrayBuffer();
  } catch (error) {
    throw new ApiError("FILE_UNREADABLE", undefined, { cause: error });
  }
}
