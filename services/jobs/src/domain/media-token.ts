import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** The files of a clip that have an address. */
export const mediaKinds = ["video", "thumbnail", "vtt", "srt"] as const;
export type MediaKind = (typeof mediaKinds)[number];

export type MediaClaim = {
  clipId: string;
  kind: MediaKind;
  /** Seconds since 1970 at which the address stops working. */
  expiresAt: number;
};

const claimForm = z.tuple([z.uuid(), z.enum(mediaKinds), z.coerce.number().int().positive()]);

/** Signs addresses with HMAC-SHA-256. A token is `clip.kind.expiry.signature`, in characters that need no escaping. */
export function signMediaToken({ clipId, kind, expiresAt }: MediaClaim, key: string): string {
  const claim = `${clipId}.${kind}.${expiresAt}`;
  return `${claim}.${signature(claim, key).toString("base64url")}`;
}

/** What a token grants; undefined when it is forged, malformed or expired. */
export function readMediaToken(token: string, key: string, now: number = Date.now() / 1000): MediaClaim | undefined {
  const end = token.lastIndexOf(".");
  const claim = token.slice(0, Math.max(0, end));
  const given = Buffer.from(token.slice(end + 1), "base64url");
  const wanted = signature(claim, key);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  const parsed = claimForm.safeParse(claim.split("."));
  if (!parsed.success) return undefined;
  const [clipId, kind, expiresAt] = parsed.data;
  return expiresAt > now ? { clipId, kind, expiresAt } : undefined;
}

/**
 * When an address that is given out now stops working: in `seconds` to 1.5 times that, rounded, so that the same clip keeps
 * its address for a while and a browser its cache.
 */
export function mediaExpiry(seconds: number, now: number = Date.now() / 1000): number {
  const step = Math.max(1, Math.floor(seconds / 2));
  return (Math.floor(now / step) + 3) * step;
}

function signature(claim: string, key: string): Buffer {
  return createHmac("sha256", key).update(claim).digest();
}
