import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** What is needed of a file: `File` and Node's `openAsBlob` give it. */
export type Sliceable = { size: number; slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } };

/** SHA-256 in hex by WebCrypto; undefined where it lacks, which is so on insecure origins. */
export async function sha256OfChunk(chunk: ArrayBuffer): Promise<string | undefined> {
  const subtle = globalThis.crypto?.subtle;
  return subtle ? bytesToHex(new Uint8Array(await subtle.digest("SHA-256", chunk))) : undefined;
}

const sliceBytes = 4 * 1024 * 1024;

/**
 * SHA-256 of a whole file in hex, 4 MB in memory at a time. WebCrypto cannot hash a stream, so this is computed in
 * JavaScript: call it in a worker where a page must stay responsive.
 */
export async function sha256OfFile(
  file: Sliceable,
  options: { signal?: AbortSignal; onProgress?: (bytes: number) => void } = {},
): Promise<string> {
  const hash = sha256.create();
  for (let start = 0; start < file.size; start += sliceBytes) {
    options.signal?.throwIfAborted();
    const end = Math.min(file.size, start + sliceBytes);
    hash.update(new Uint8Array(await file.slice(start, end).arrayBuffer()));
    options.onProgress?.(end);
  }
  return bytesToHex(hash.digest());
}
