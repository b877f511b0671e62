import { z } from "zod";
import { permissions } from "../permissions.ts";
import { roles } from "../roles.ts";
import { defineEvent } from "./event-contract.ts";

const user = z.object({ user_id: z.uuid() });

/** Why a session ended: signed out, another session changed the password, a refresh token was used twice, account disabled, an administrator wanted it. */
export const sessionEndReasons = ["logout", "password_changed", "token_reused", "account_disabled", "revoked"] as const;
export type SessionEndReason = (typeof sessionEndReasons)[number];

export const userCreated = defineEvent({
  name: "user:created",
  owner: "identity",
  tells: "There is a new account.",
  entity: "user",
  payload: user.extend({ role: z.enum(roles) }),
});
export const userPasswordChanged = defineEvent({
  name: "user:password_changed",
  owner: "identity",
  tells: "Somebody has changed their password.",
  entity: "user",
  payload: user,
});
export const userRoleChanged = defineEvent({
  name: "user:role_changed",
  owner: "identity",
  tells: "An account has another role.",
  entity: "user",
  payload: user.extend({ role: z.enum(roles) }),
});
export const userPermissionChanged = defineEvent({
  name: "user:permission_changed",
  owner: "identity",
  tells: "A permission was granted to an account, denied to it, or left to its role.",
  entity: "user",
  payload: user.extend({ permission: z.enum(permissions), setting: z.enum(["grant", "deny", "default"]) }),
});
export const userDisabled = defineEvent({
  name: "user:disabled",
  owner: "identity",
  tells: "An account was closed.",
  entity: "user",
  payload: user,
});
export const userEnabled = defineEvent({
  name: "user:enabled",
  owner: "identity",
  tells: "An account was opened again.",
  entity: "user",
  payload: user,
});
export const sessionStarted = defineEvent({
  name: "session:started",
  owner: "identity",
  tells: "Somebody has signed in.",
  entity: "session",
  payload: user.extend({ session_id: z.uuid() }),
});
export const sessionEnded = defineEvent({
  name: "session:ended",
  owner: "identity",
  tells: "A session was ended, and why.",
  entity: "session",
  payload: user.extend({ session_id: z.uuid(), reason: z.enum(sessionEndReasons) }),
});

/**
 * `subject` is a keyed hash: of an account (`account`: wherever it is not known; `account_here`: in a
 * network where it is known) or of a network (`address`).
 */
export const securityLockedOut = defineEvent({
  name: "security:locked_out",
  owner: "identity",
  tells: "Too many sign-ins failed: of an account, or from a network.",
  entity: "sign_in_lock",
  payload: z.object({
    kind: z.enum(["account", "account_here", "address"]),
    subject: z.string(),
    /** Null where there is no such account. */
    user_id: z.uuid().nullable(),
    /** How many locks have followed each other, with this one. */
    locks: z.int(),
    seconds: z.number(),
  }),
});

export const signingKeyChanged = defineEvent({
  name: "signing_key:changed",
  owner: "identity",
  tells: "A key that signs access tokens was made, has begun to sign, or has stopped.",
  entity: "signing_key",
  payload: z.object({ kid: z.string(), state: z.enum(["next", "active", "retiring"]) }),
});
