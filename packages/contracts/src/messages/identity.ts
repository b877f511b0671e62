import { z } from "zod";
import { permissions } from "../permissions.ts";
import { roles } from "../roles.ts";
import { defineHint, defineRequest } from "./message-contract.ts";

/** The public keys that verify access tokens (JWK set, RFC 7517). */
export const getJwks = defineRequest({
  kind: "query",
  owner: "identity",
  name: "get_jwks",
  callers: ["gateway", "read-model"],
  deadlineMs: 3000,
  request: z.object({}),
  reply: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
});

/** What an account may do now; the role is null where it is disabled or gone. For what no token tells: grants beside the role. */
export const accessOf = defineRequest({
  kind: "query",
  owner: "identity",
  name: "access_of",
  callers: ["read-model"],
  deadlineMs: 1000,
  request: z.object({ user_id: z.uuid() }),
  reply: z.object({
    role: z.enum(roles).nullable(),
    granted: z.array(z.enum(permissions)),
    denied: z.array(z.enum(permissions)),
  }),
});

/** A place in the feed of changes; `mark` tells whether it is still the same feed, as after a restored backup it is not. */
export const accessPlace = z.object({ seq: z.int(), mark: z.uuid() });
export type AccessPlace = z.output<typeof accessPlace>;

/** What has become of a user's access. It is their state as of now, not a difference: to hear it twice changes nothing. */
export const accessChange = z.object({
  user_id: z.uuid(),
  /** Null for an account that is disabled or gone. */
  role: z.enum(roles).nullable(),
  /** What was granted or denied to this user beside the role. */
  granted: z.array(z.enum(permissions)),
  denied: z.array(z.enum(permissions)),
  ended_sessions: z.array(z.uuid()),
  /** When it changed, in seconds since the epoch. */
  changed_at: z.number(),
});
export type AccessChange = z.output<typeof accessChange>;

/**
 * Whose access has changed since a place in the feed, oldest first; without a place, or with one that the feed does not know,
 * since as long ago as any access token lives.
 */
export const accessChanges = defineRequest({
  kind: "query",
  owner: "identity",
  name: "access_changes",
  callers: ["gateway", "read-model"],
  deadlineMs: 1000,
  request: z.object({ after: accessPlace.nullable() }),
  /** `more`: ask again at once. */
  reply: z.object({ changes: z.array(accessChange), place: accessPlace.nullable(), more: z.boolean() }),
});

/** Somebody's access has changed: ask `access_changes` at once. */
export const accessChanged = defineHint({
  owner: "identity",
  name: "access_changed",
  listeners: ["gateway", "read-model"],
  payload: z.object({}),
});

/** Another key signs now: all instances of identity read the keys anew at once. */
export const signingKeysChanged = defineHint({
  owner: "identity",
  name: "signing_keys_changed",
  listeners: ["identity"],
  payload: z.object({}),
});
