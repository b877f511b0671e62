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

export const accessTokenClaims = z.object({
  sub: z.uuid(),
  role: z.enum(roles),
  sid: z.uuid(),
  jti: z.uuid(),
  exp: z.int(),
});
