import type { Coding } from "./content-coding.ts";

/**
 * The strong entity tag of a body in a coding, from that of the body itself: `"x"`, `"x-gzip"`, `"x-br"`. Bodies of other bytes have
 * other tags (RFC 9110, 8.8.3).
 */
export function codedTag(tag: string, coding: Coding): string {
  return coding === "identity" ? tag : `${tag.slice(0, -1)}-${coding}"`;
}

/** The tag of the body itself, from that of any coding. */
export function plainTag(tag: string): string {
  return tag.replace(/-(?:br|gzip)"$/, '"');
}

const forms = /(?:W\/)?"[^"]*"/g;

/** Whether an `If-None-Match` names a body, in whichever coding the client has it. */
export function tagMatches(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch === tag || ifNoneMatch.trim() === "*") return true;
  const plain = plainTag(tag);
  return (ifNoneMatch.match(forms) ?? []).some((one) => plainTag(one.replace(/^W\//, "")) === plain);
}
