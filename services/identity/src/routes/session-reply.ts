import { accessToken } from "@agentos/contracts/access-token";
import type { Session } from "@agentos/contracts/api/auth";
import type { Context } from "../context.ts";
import { readOverrides } from "../db/permissions.ts";
import type { User } from "../db/users.ts";
import { signAccessToken } from "../domain/access-token.ts";

/** What a sign-in and each refresh answer. */
export async function sessionReply(
  { db, keys }: Context,
  given: { user: Pick<User, "id" | "email" | "role">; sessionId: string; refreshToken: string },
): Promise<Session> {
  const { id, email, role } = given.user;
  const { granted, denied } = await readOverrides(db, id);
  return {
    access_token: await signAccessToken(keys.signing(), { userId: id, role, sessionId: given.sessionId }),
    refresh_token: given.refreshToken,
    token_type: "Bearer",
    expires_in: accessToken.seconds,
    user: { id, email, role, granted: [...granted], denied: [...denied] },
  };
}
