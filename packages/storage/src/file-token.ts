import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** Grants one file of the store to whoever has it, under the name that it is saved by. */
export type FileClaim = {
  key: string;
  name: string;
  contentType: string;
  bytes: number;
  /** In hex. */
  sha256: string;
  /** Seconds since 1970 at which it stops working. */
  expiresAt: number;
};

const claimForm = z.tuple([z.string(), z.string(), z.string(), z.int().nonnegative(), z.string(), z.int().positive()]);

/** Signs a claim with HMAC-SHA-256, in characters that need no escaping in an address. */
export function signFileToken({ key, name, contentType, bytes, sha256, expiresAt }: FileClaim, secret: string): string {
  const claim = Buffer.from(JSON.stringify([key, name, contentType, bytes, sha256, expiresAt])).toString("base64url");
  return `${claim}.${signature(claim, secret).toString("base64url")}`;
}

/** What a token grants; undefined when it is forged, malformed, expired, or of another kind. */
export function readFileToken(token: string, secret: string, now: number = Date.now() / 1000): FileClaim | undefined {
  const [claim = "", given = "", ...more] = token.split(".");
  const wanted = signature(claim, secret);
  const offered = Buffer.from(given, "base64url");
  if (more.length > 0 || offered.length !== wanted.length || !timingSafeEqual(offered, wanted)) return undefined;
  const parsed = claimForm.safeParse(JSON.parse(Buffer.from(claim, "base64url").toString()));
  if (!parsed.success) return undefined;
  const [key, name, contentType, bytes, sha256, expiresAt] = parsed.data;
  return expiresAt > now ? { key, name, contentType, bytes, sha256, expiresAt } : undefined;
}

// The label keeps these signatures apart from those of other tokens under the same secret.
function signature(claim: string, secret: string): Buffer {
  return createHmac("sha256", secret).update(`file:${claim}`).digest();
}
