import { createHash } from "node:crypto";
import { uploadOperations } from "@agentos/contracts/api/upload";
import type { UploadsClient } from "./client.ts";
import type { UploadsProcess } from "./process.ts";

export type Measured = {
  bytes: number;
  sha256: string;
  seconds: { chunks: number; finalize: number };
  /** Largest memory of the service's process, in bytes: when it had just started, after the chunks, after the end. */
  memory: { before: number; chunks: number; finalize: number };
};

/** Sends a file of this size, made while it is sent, a few chunks at once, and finishes it. */
export async function uploadLarge(
  client: UploadsClient,
  service: UploadsProcess,
  bytes: number,
  atOnce = 4,
): Promise<Measured> {
  const before = await service.peakMemory();
  const begun = await client.call(uploadOperations.init, { body: { filename: "long.mp4", size: bytes } });
  if (begun.status !== 201) throw new Error(`not begun: ${begun.error}`);
  const { upload_id: uploadId, total_chunks: total, chunk_size: size } = begun.data;
  let next = 0;
  const sendSome = async (): Promise<void> => {
    for (let index = next++; index < total; index = next++) {
      const chunk = chunkOf(index, Math.min(size, bytes - index * size));
      const headers = { "X-Chunk-SHA256": createHash("sha256").update(chunk).digest("hex") };
      const reply = await client.sendChunk({ uploadId, index }, chunk, headers);
      if (reply.status !== 200) throw new Error(`chunk ${index} refused: ${reply.error}`);
    }
  };
  const [, chunkSeconds] = await timed(() => Promise.all(Array.from({ length: atOnce }, sendSome)));
  const chunks = await service.peakMemory();
  const body = { upload_id: uploadId, create_job: false };
  const [reply, finalizeSeconds] = await timed(() => client.call(uploadOperations.finalize, { body }));
  if (reply.status !== 200) throw new Error(`not finished: ${reply.error}`);
  const seconds = { chunks: chunkSeconds, finalize: finalizeSeconds };
  return {
    bytes,
    sha256: reply.data.sha256,
    seconds,
    memory: { before, chunks, finalize: await service.peakMemory() },
  };
}

/** SHA-256 in hex of the file that `uploadLarge` sends. */
export function digestOfLarge(bytes: number, chunkBytes: number): string {
  const hash = createHash("sha256");
  for (let offset = 0; offset < bytes; offset += chunkBytes) {
    hash.update(chunkOf(offset / chunkBytes, Math.min(chunkBytes, bytes - offset)));
  }
  return hash.digest("hex");
}

/** Bytes that differ from chunk to chunk. */
function chunkOf(index: number, bytes: number): Buffer {
  return Buffer.alloc(bytes, createHash("sha256").update(`chunk ${index}`).digest());
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await work(), (performance.now() - startedAt) / 1000];
}

export function describeMeasured({ bytes, seconds, memory }: Measured): string {
  const mib = (count: number): string => `${Math.round(count / 2 ** 20)} MiB`;
  const times = `chunks in ${seconds.chunks.toFixed(1)} s, finished in ${seconds.finalize.toFixed(1)} s`;
  const peaks = `peak memory ${mib(memory.before)} at the start, ${mib(memory.chunks)} after the chunks`;
  return `${mib(bytes)}: ${times}; ${peaks}, ${mib(memory.finalize)} at the end`;
}
