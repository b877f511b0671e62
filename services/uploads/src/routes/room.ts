import { AppError } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";

/** Refuses bytes for which there is no room beside what is kept free. Errors: STORAGE_FULL. */
export async function requireRoom(
  { config, store }: Pick<Context, "config" | "store">,
  key: string,
  bytes: number,
): Promise<void> {
  const free = await store.freeBytes(key);
  if (free - config.UPLOAD_KEEP_FREE_BYTES >= bytes) return;
  throw new AppError("STORAGE_FULL", undefined, {
    cause: new Error(`${free} bytes are free, ${config.UPLOAD_KEEP_FREE_BYTES} stay so, ${bytes} are needed`),
    retryAfterSeconds: 60,
  });
}
