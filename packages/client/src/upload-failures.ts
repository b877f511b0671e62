import { ApiError } from "./api-error.ts";

/** Failures after which the next round can succeed, as it begins by asking what has arrived. */
export const mendable: ReadonlySet<string> = new Set([
  "INTERNAL_ERROR",
  "UPLOAD_INCOMPLETE",
  "CHUNK_CHECKSUM_MISMATCH",
  "UPLOAD_FINALIZED",
  "UPLOAD_EXPIRED",
]);

/** Nothing where the server does not know the upload any more; any other error is thrown on. */
export function gone(error: unknown): undefined {
  if (error instanceof ApiError && (error.code === "NOT_FOUND" || error.code === "UPLOAD_EXPIRED")) return undefined;
  throw error;
}
