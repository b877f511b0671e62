import { accessToken } from "@agentos/contracts/access-token";
import type { Role } from "@agentos/contracts/roles";
import { SignJWT } from "jose";
import { randomUUID } from "node:crypto";
import type { SigningKey } from "../keys/key-ring.ts";

/** Signs an access token (RFC 9068) for 15 minutes. */
export function signAccessToken(
  signing: SigningKey,
  holder: { userId: string; role: Role; sessionId: string },
): Promise<string> {
  const { algorithm, type, issuer, audience, seconds } = accessToken;
  return new SignJWT({ role: holder.role, sid: holder.sessionId })
    .setProtectedHeader({ alg: algorithm, typ: type, kid: signing.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(holder.userId)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(signing.key);
}
