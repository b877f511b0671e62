import { AppError } from "@agentos/contracts/errors";
import type { Part } from "@agentos/storage/multipart-store";

/** How a file is cut: all chunks are as long as `chunk_size` but the last, which is what is left. */
export type ChunkPlan = { size: number; chunk_size: number; total_chunks: number };

export function planChunks(size: number, chunkSize: number): ChunkPlan {
  return { size, chunk_size: chunkSize, total_chunks: Math.ceil(size / chunkSize) };
}

/** Where a chunk belongs and how long it is. Errors: CHUNK_OUT_OF_RANGE. */
export function chunkAt(plan: ChunkPlan, index: number): Part {
  if (index >= plan.total_chunks) {
    throw new AppError("CHUNK_OUT_OF_RANGE", `This upload has the chunks 0 to ${plan.total_chunks - 1}.`);
  }
  const offset = index * plan.chunk_size;
  return { index, offset, bytes: Math.min(plan.chunk_size, plan.size - offset) };
}
