import { randomUUID } from "node:crypto";
import type { Session } from "@agentos/contracts/api/auth";

/** A session as a sign-in gives it. */
export function aSession(access = "access-0", refresh = "refresh-0", expiresIn = 900): Session {
  const user = { id: randomUUID(), email: "ada@agentos.test", role: "user" as const, granted: [], denied: [] };
  return { access_token: access, refresh_token: refresh, token_type: "Bearer", expires_in: expiresIn, user };
}
