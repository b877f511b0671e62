import { randomBytes } from "node:crypto";
import { uploadOperations } from "@agentos/contracts/api/upload";
import type { UploadsClient } from "./client.ts";

export type Begun = { id: string; whole: Buffer; chunks: Buffer[] };

/** Begins an upload of random bytes. Errors: when the service refuses it. */
export async function begin(
  client: UploadsClient,
  bytes: number,
  more: { sha256?: string; filename?: string } = {},
): Promise<Begun> {
  const whole = randomBytes(bytes);
  const body = { filename: "talk.mp4", size: bytes, ...more };
  const { status, data, error } = await client.call(uploadOperations.init, { body });
  if (status !== 201) throw new Error(`not begun: ${error}`);
  const chunks = Array.from({ length: data.total_chunks }, (_, index) =>
    whole.subarray(index * data.chunk_size, (index + 1) * data.chunk_size),
  );
  return { id: data.upload_id, whole, chunks };
}

/** Sends these chunks of it, all unless named, one after another. Errors: when the service refuses one. */
export async function send(client: UploadsClient, { id, chunks }: Begun, indexes = chunks.keys()): Promise<void> {
  for (const index of indexes) {
    const { status, error } = await client.sendChunk({ uploadId: id, index }, chunks[index] ?? Buffer.alloc(0));
    if (status !== 200) throw new Error(`chunk ${index} refused: ${error}`);
  }
}

export async function beginAndSend(client: UploadsClient, bytes: number): Promise<Begun> {
  const begun = await begin(client, bytes);
  await send(client, begun);
  return begun;
}

export function finalizeBody(begun: { id: string }, createJob = false) {
  return { body: { upload_id: begun.id, create_job: createJob } };
}
