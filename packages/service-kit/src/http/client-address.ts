import { isIP } from "node:net";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { gatewayWord, importGatewayKey } from "./gateway-key.ts";

/** Header by which the gateway tells a service that checks tokens itself from where a client comes. */
export const clientAddressHeader = "x-aos-client-address";

/** Neither this word nor that of who calls can stand for the other. */
const type = "aos-address+jwt";
const claims = z.object({ address: z.string().refine((text) => isIP(text) !== 0) });

/** Signs an IP address for 60 s; `privateJwk` is an Ed25519 key as JSON. */
export function createAddressSigner(privateJwk: string): (address: string) => Promise<string> {
  const key = importGatewayKey(privateJwk);
  return async (address) =>
    new SignJWT({ address })
      .setProtectedHeader({ alg: gatewayWord.algorithm, typ: type })
      .setIssuer(gatewayWord.issuer)
      .setIssuedAt()
      .setExpirationTime(gatewayWord.lasts)
      .sign(await key);
}

/** The address that the gateway has signed; undefined for anything else. */
export function createAddressVerifier(publicJwk: string): (header: string) => Promise<string | undefined> {
  const key = importGatewayKey(publicJwk);
  const { algorithm, issuer } = gatewayWord;
  return async (header) => {
    const verifyKey = await key;
    try {
      const { payload } = await jwtVerify(header, verifyKey, { algorithms: [algorithm], issuer, typ: type });
      return claims.parse(payload).address;
    } catch {
      // Forged, expired or malformed alike: not the gateway's word.
      return undefined;
    }
  };
}
