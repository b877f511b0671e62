import { sql } from "kysely";
import type { Role } from "@agentos/contracts/roles";
import { judgeRefresh, type PresentedToken, type RefreshVerdict } from "../domain/refresh-verdict.ts";
import { hashOf, newSalt, successorOf, type RefreshToken } from "../domain/refresh-token.ts";
import type { Secrets } from "../domain/secrets.ts";
import type { Unit } from "../events.ts";
import { endSessions, insertToken, type SessionLife } from "./sessions.ts";
import type { Tx } from "./tables.ts";

export type RefreshPolicy = SessionLife & { graceSeconds: number };

export type Exchanged =
  | {
      verdict: Extract<RefreshVerdict, "rotate" | "again">;
      sessionId: string;
      user: { id: string; email: string; role: Role };
      token: RefreshToken;
    }
  | { verdict: Exclude<RefreshVerdict, "rotate" | "again"> | "unknown" };

/**
 * Exchanges a refresh token for its successor, and ends the session where the token says so. Refusals are returned, not
 * thrown: what they change has to be committed.
 */
export async function exchange(unit: Unit, text: string, secrets: Secrets, policy: RefreshPolicy): Promise<Exchanged> {
  const found = await lockToken(unit.tx, hashOf(text));
  if (!found) return { verdict: "unknown" };
  const verdict = judgeRefresh(found.presented, policy.graceSeconds);
  const { sessionId, user } = found;
  if (verdict === "expired") return { verdict };
  if (verdict === "reused" || verdict === "disabled") {
    const reason = verdict === "reused" ? "token_reused" : "account_disabled";
    await endSessions(unit, { id: sessionId }, reason);
    return { verdict };
  }
  const salt = found.salt ?? newSalt();
  const token = successorOf(text, salt, secrets);
  if (verdict === "rotate") {
    await unit.tx
      .updateTable("refresh_tokens")
      .set({ used_at: sql`now()`, successor_salt: salt, successor_hash: token.hash })
      .where("hash", "=", hashOf(text))
      .execute();
    await insertToken(unit.tx, sessionId, token, policy);
  }
  return { verdict, sessionId, user, token };
}

type Found = {
  sessionId: string;
  user: { id: string; email: string; role: Role };
  salt: Buffer | null;
  presented: PresentedToken;
};

/** Reads a token under the lock of its session, so that two exchanges of one session follow each other. */
async function lockToken(tx: Tx, hash: Buffer): Promise<Found | undefined> {
  const session = await tx
    .selectFrom("sessions")
    .select("id")
    .where("id", "in", (from) => from.selectFrom("refresh_tokens").select("session_id").where("hash", "=", hash))
    .forUpdate()
    .executeTakeFirst();
  if (!session) return undefined;
  const row = await tx
    .selectFrom("refresh_tokens as t")
    .innerJoin("sessions as s", "s.id", "t.session_id")
    .innerJoin("users as u", "u.id", "s.user_id")
    .leftJoin("refresh_tokens as n", "n.hash", "t.successor_hash")
    .where("t.hash", "=", hash)
    .select(["s.end_reason", "u.id", "u.email", "u.role", "t.successor_salt as salt"])
    .select((eb) => eb("u.disabled_at", "is not", null).as("disabled"))
    .select((eb) => eb("n.used_at", "is not", null).as("successorUsed"))
    .select(sql<boolean>`least(t.expires_at, s.expires_at) <= now()`.as("expired"))
    .select(sql<number | null>`extract(epoch from now() - t.used_at)::float8`.as("usedSecondsAgo"))
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    sessionId: session.id,
    user: { id: row.id, email: row.email, role: row.role },
    salt: row.salt,
    presented: {
      endReason: row.end_reason,
      accountDisabled: Boolean(row.disabled),
      expired: row.expired,
      usedSecondsAgo: row.usedSecondsAgo,
      successorUsed: Boolean(row.successorUsed),
    },
  };
}
