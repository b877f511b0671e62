import { generateKeyPairSync, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCallerSigner, createCallerVerifier } from "./caller.ts";
import { createAddressSigner, createAddressVerifier } from "./client-address.ts";

const jwkOf = (key: { export(options: { format: "jwk" }): unknown }): string =>
  JSON.stringify(key.export({ format: "jwk" }));
const gateway = generateKeyPairSync("ed25519");
const sign = createAddressSigner(jwkOf(gateway.privateKey));
const verify = createAddressVerifier(jwkOf(gateway.publicKey));

describe("the address that the gateway tells", () => {
  it.each(["203.0.113.7", "2001:db8::1", "::ffff:203.0.113.7"])("is %s again", async (address) => {
    expect(await verify(await sign(address))).toBe(address);
  });

  it("counts by the gateway's signature alone", async () => {
    const other = createAddressSigner(jwkOf(generateKeyPairSync("ed25519").privateKey));
    const [head = "", body = "", signature = ""] = (await sign("203.0.113.7")).split(".");
    const changed = Buffer.from(JSON.stringify({ iss: "aos-gateway", address: "127.0.0.1" })).toString("base64url");
    for (const word of [
      await other("203.0.113.7"),
      `${head}.${changed}.${signature}`,
      `${head}.${body}.`,
      "127.0.0.1",
      "",
    ]) {
      expect(await verify(word)).toBeUndefined();
    }
  });

  it("is an address", async () => {
    expect(await verify(await sign("localhost"))).toBeUndefined();
  });

  it("says nothing of who calls, and who calls nothing of the address", async () => {
    const caller = { userId: randomUUID(), role: "admin" as const, sessionId: randomUUID() };
    expect(await verify(await createCallerSigner(jwkOf(gateway.privateKey))(caller))).toBeUndefined();
    expect(await createCallerVerifier(jwkOf(gateway.publicKey))(await sign("203.0.113.7"))).toBeUndefined();
  });
});
