import { AppError } from "@agentos/contracts/errors";

const maxKeyLength = 512;
/** No leading dot: `.`, `..` and the store's own folders are outside the names of objects. */
const segmentForm = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

/** Segments of an object's key. Errors: VALIDATION_ERROR. */
export function segmentsOf(key: string): string[] {
  const segments = key.split("/");
  if (key.length > maxKeyLength || !segments.every((segment) => segmentForm.test(segment))) {
    throw new AppError("VALIDATION_ERROR", "This is not the key of a stored object.");
  }
  return segments;
}

/** Segments of a prefix that ends with `/`. Errors: VALIDATION_ERROR. */
export function segmentsOfPrefix(prefix: string): string[] {
  if (!prefix.endsWith("/")) throw new AppError("VALIDATION_ERROR", "A prefix of stored objects ends with a slash.");
  return segmentsOf(prefix.slice(0, -1));
}
