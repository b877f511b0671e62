import canonicalize from "canonicalize";

/**
 * The one text of a JSON value (RFC 8785), so that equal values have equal hashes; `undefined` is `null`.
 * Errors: a number that is not finite, a string with half a surrogate pair, a circle.
 */
export function canonicalJson(value: unknown): string {
  return canonicalize(value) ?? "null";
}
