import { z } from "zod";
import { permissions } from "../permissions.ts";
import { roles } from "../roles.ts";
import { authExamples } from "./examples.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});
const email = z.email().max(254).toLowerCase();

/** What was set for one account. Nothing, where a session is told of that was begun before this was. */
const overrides = z.array(z.enum(permissions)).default([]);

/** Who is signed in, and what they may do: what their role may, and what was granted or denied to them beside it. */
export const account = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(roles),
  granted: overrides,
  denied: overrides,
});
export type Account = z.infer<typeof account>;

export const session = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("Bearer"),
  /** Seconds until the access token expires. */
  expires_in: z.int(),
  user: account,
});
export type Session = z.infer<typeof session>;

export const authOperations = {
  login: defineOperation({
    method: "POST",
    path: "/api/auth/login",
    tag: "auth",
    summary: "Sign in with e-mail and password",
    access: "public",
    duringMaintenance: true,
    params: none,
    query: none,
    body: z.strictObject({ email, password: z.string().min(1).max(1000) }),
    reply: session,
    example: authExamples.login,
  }),
  refresh: defineOperation({
    method: "POST",
    path: "/api/auth/refresh",
    tag: "auth",
    summary: "Exchange a refresh token for a new pair; a token used twice ends the session",
    access: "public",
    duringMaintenance: true,
    params: none,
    query: none,
    body: z.strictObject({ refresh_token: z.string().min(1).max(500) }),
    reply: session,
    example: authExamples.refresh,
  }),
  logout: defineOperation({
    method: "POST",
    path: "/api/auth/logout",
    tag: "auth",
    summary: "End the session of a refresh token",
    access: "public",
    duringMaintenance: true,
    params: none,
    query: none,
    body: z.strictObject({ refresh_token: z.string().min(1).max(500) }),
    reply: z.object({ ended: z.boolean() }),
    example: authExamples.logout,
  }),
  register: defineOperation({
    method: "POST",
    path: "/api/auth/register",
    tag: "auth",
    summary: "Make an account of role user, where registration is open",
    access: "public",
    params: none,
    query: none,
    body: z.strictObject({ email, password: z.string().min(12).max(1000) }),
    reply: session,
    status: 201,
    example: authExamples.register,
  }),
  password: defineOperation({
    method: "POST",
    path: "/api/auth/password",
    tag: "auth",
    summary: "Change the own password; every other session ends",
    access: "user",
    params: none,
    query: none,
    body: z.strictObject({ current_password: z.string().min(1).max(1000), new_password: z.string().min(12).max(1000) }),
    reply: z.object({ changed: z.boolean() }),
    example: authExamples.password,
  }),
  jwks: defineOperation({
    method: "GET",
    path: "/api/auth/jwks",
    tag: "auth",
    summary: "The public keys that verify access tokens (RFC 7517)",
    access: "public",
    duringMaintenance: true,
    params: none,
    query: none,
    body: null,
    reply: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
    example: authExamples.jwks,
  }),
};
