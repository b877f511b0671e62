import { roles, type Role } from "@agentos/contracts/roles";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { gatewayWord, importGatewayKey } from "./gateway-key.ts";

/** Who a request is made for, as the gateway has verified it. */
export type Caller = { userId: string; role: Role; sessionId: string };

/** Header by which the gateway tells the services behind it who calls. */
export const callerHeader = "x-aos-caller";

const claims = z.object({ sub: z.uuid(), role: z.enum(roles), sid: z.uuid() });

/** Signs the caller for 60 s; `privateJwk` is an Ed25519 key as JSON. */
export function createCallerSigner(privateJwk: string): (caller: Caller) => Promise<string> {
  const key = importGatewayKey(privateJwk);
  return async (caller) =>
    new SignJWT({ role: caller.role, sid: caller.sessionId })
      .setProtectedHeader({ alg: gatewayWord.algorithm })
      .setSubject(caller.userId)
      .setIssuer(gatewayWord.issuer)
      .setIssuedAt()
      .setExpirationTime(gatewayWord.lasts)
      .sign(await key);
}

/** Verifies what the gateway has signed; undefined for anything else. */
export function createCallerVerifier(publicJwk: string): (header: string) => Promise<Caller | undefined> {
  const key = importGatewayKey(publicJwk);
  const { algorithm, issuer } = gatewayWord;
  return async (header) => {
    const verifyKey = await key;
    try {
      const { payload } = await jwtVerify(header, verifyKey, { algorithms: [algorithm], issuer });
      const { sub, role, sid } = claims.parse(payload);
      return { userId: sub, role, sessionId: sid };
    } catch {
      // Forged, expired or malformed alike: nobody.
      return undefined;
    }
  };
}
