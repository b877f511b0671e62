import { AppError } from "@agentos/contracts/errors";
import { createHash } from "node:crypto";
import type { Request } from "express";

const sha256Form = /^[0-9a-f]{64}$/i;
const octets = "application/octet-stream";

/**
 * What the headers of a chunk say, before its bytes are read. Errors: UNSUPPORTED_MEDIA_TYPE for a form or an encoded body,
 * VALIDATION_ERROR for a checksum that is none, CHUNK_SIZE_MISMATCH for another length.
 */
export function readChunkHeaders(request: Request, bytes: number): { sha256: string | undefined } {
  const type = request.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if ((type !== undefined && type !== octets) || request.get("content-encoding") !== undefined) {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", `A chunk is sent as it is, as ${octets}.`);
  }
  const sha256 = request.get("x-chunk-sha256")?.toLowerCase();
  if (sha256 !== undefined && !sha256Form.test(sha256)) {
    const details = [{ path: "x-chunk-sha256", message: "must be 64 hexadecimal digits" }];
    throw new AppError("VALIDATION_ERROR", "The checksum of the chunk is not of the expected form.", { details });
  }
  const length = request.get("content-length");
  if (length !== undefined && Number(length) !== bytes) {
    throw new AppError("CHUNK_SIZE_MISMATCH", `This chunk has ${bytes} bytes, but ${length} were announced.`);
  }
  return { sha256 };
}

/**
 * Runs `read` on a body, and gives the connection up when no byte comes for so long. What `read` leaves of the body is
 * passed over, so that the connection can be used on. Errors: CHUNK_SIZE_MISMATCH where the connection ended before the
 * chunk did.
 */
export async function whileItFlows<T>(request: Request, idleSeconds: number, read: () => Promise<T>): Promise<T> {
  const watch = watchFlow(request, idleSeconds * 1000);
  try {
    return await read();
  } catch (error) {
    if (!request.destroyed || request.complete) throw error;
    throw new AppError("CHUNK_SIZE_MISMATCH", "The connection ended before the chunk was complete.", { cause: error });
  } finally {
    clearInterval(watch);
    request.resume();
  }
}

function watchFlow(request: Request, idleMs: number): NodeJS.Timeout {
  let seen = request.socket.bytesRead;
  return setInterval(() => {
    const idle = request.socket.bytesRead === seen && !request.complete;
    seen = request.socket.bytesRead;
    if (idle) request.destroy(new Error("no byte for too long"));
  }, idleMs);
}

/** SHA-256 in hex of a body that is not kept. Errors: CHUNK_SIZE_MISMATCH. */
export async function digestBody(request: Request, bytes: number): Promise<string> {
  const hash = createHash("sha256");
  let received = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    received += piece.length;
    if (received > bytes) break;
    hash.update(piece);
  }
  if (received !== bytes) throw new AppError("CHUNK_SIZE_MISMATCH");
  return hash.digest("hex");
}
