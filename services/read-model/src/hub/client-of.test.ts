import { clientAddressHeader, createAddressSigner } from "@agentos/service-kit/http/client-address";
import { parseNetworks } from "@agentos/service-kit/http/networks";
import { generateKeyPairSync } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { createClientOf } from "./client-of.ts";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const jwkOf = (key: typeof publicKey): string => JSON.stringify(key.export({ format: "jwk" }));
const sign = createAddressSigner(jwkOf(privateKey));
const clientOf = createClientOf({ gatewayKey: jwkOf(publicKey), proxies: parseNetworks(["10.0.0.0/8"]) });

function from(remoteAddress: string, headers: Record<string, string>) {
  return clientOf({ headers: { host: "inner", ...headers }, socket: { remoteAddress } } as unknown as IncomingMessage);
}

it("is the other end of the connection, whatever it says of itself", async () => {
  const headers = { "x-forwarded-for": "203.0.113.9", "x-forwarded-host": "evil.example" };
  expect(await from("192.0.2.7", headers)).toEqual({ address: "192.0.2.7", host: "inner" });
});

it("is the first before the trusted proxies, with the host that they tell", async () => {
  const headers = { "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.2", "x-forwarded-host": "clips.example.com" };
  expect(await from("10.0.0.1", headers)).toEqual({ address: "203.0.113.9", host: "clips.example.com" });
  expect(await from("::ffff:10.0.0.1", {})).toEqual({ address: "::ffff:10.0.0.1", host: "inner" });
});

it("is what the gateway has signed, and nothing that somebody else has", async () => {
  const word = await sign("203.0.113.9");
  expect(await from("127.0.0.1", { [clientAddressHeader]: word })).toEqual({ address: "203.0.113.9", host: "inner" });
  const forged = await createAddressSigner(jwkOf(generateKeyPairSync("ed25519").privateKey))("203.0.113.9");
  for (const said of [forged, `${word}x`, "203.0.113.9"]) {
    expect(await from("127.0.0.1", { [clientAddressHeader]: said })).toMatchObject({ address: "127.0.0.1" });
  }
});
