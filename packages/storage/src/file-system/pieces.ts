import type { FileHandle } from "node:fs/promises";

const pieceBytes = 1 << 20;

/**
 * Bytes `offset` to `offset + length` of a file, or to its end, in pieces. Each piece is valid until the next one is asked
 * for, as they share one buffer.
 */
export async function* readPieces(handle: FileHandle, offset = 0, length = Infinity): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, length));
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, length - done), offset + done);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    done += bytesRead;
  }
}

/** Writes all of a piece at its place, also where the system takes it in several steps. */
export async function writePiece(handle: FileHandle, piece: Buffer, position: number): Promise<void> {
  for (let written = 0; written < piece.length;) {
    written += (await handle.write(piece, written, piece.length - written, position + written)).bytesWritten;
  }
}
