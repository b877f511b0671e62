import { z } from "zod";
import { defineRequest } from "./message-contract.ts";

/** The public keys that verify access tokens (JWK set, RFC 7517). */
export const getJwks = defineRequest({
  kind: "query",
  owner: "identity",
  name: "get_jwks",
  callers: ["gateway"],
  deadlineMs: 3000,
  request: z.object({}),
  reply: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
});
