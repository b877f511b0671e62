import { z } from "zod";
import { roles } from "./roles.ts";

/** What identity and everyone who verifies its access tokens (RFC 9068) have to agree on. */
export const accessToken = {
  issuer: "agentos",
  audience: "agentos-api",
  type: "at+jwt",
  /** Ed25519, and nothing else. */
  algorithm: "EdDSA",
  seconds: 15 * 60,
  /** By how much the clocks of issuer and verifier may differ. */
  toleranceSeconds: 5,
} as const;

/**
 * Seconds that a change of what somebody may do has to be remembered: by then every access token of before it has expired,
 * also one that was signed a moment later with what had been read before.
 */
export const accessChangeSeconds = accessToken.seconds + accessToken.toleranceSeconds + 300;

export const accessTokenClaims = z.object({
  sub: z.uuid(),
  role: z.enum(roles),
  sid: z.uuid(),
  jti: z.uuid(),
  exp: z.int(),
});
