import { sessionEnded, sessionStarted, type SessionEndReason } from "@agentos/contracts/events/identity";
import { sql, type RawBuilder } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { newRefreshToken, type RefreshToken } from "../domain/refresh-token.ts";
import type { Unit } from "../events.ts";
import type { Tx } from "./tables.ts";

export type SessionLife = { refreshDays: number; maxDays: number };

/** Begins a session: a family of refresh tokens, with its first. */
export async function startSession(
  unit: Unit,
  userId: string,
  life: SessionLife,
): Promise<{ sessionId: string; token: RefreshToken }> {
  const session = await unit.tx
    .insertInto("sessions")
    .values({ id: uuidv7(), user_id: userId, expires_at: inDays(life.maxDays) })
    .returning(["id", "version"])
    .executeTakeFirstOrThrow();
  const token = newRefreshToken();
  await insertToken(unit.tx, session.id, token, life);
  await unit.announce(sessionStarted, session, { session_id: session.id, user_id: userId });
  return { sessionId: session.id, token };
}

export async function insertToken(tx: Tx, sessionId: string, token: RefreshToken, life: SessionLife): Promise<void> {
  await tx
    .insertInto("refresh_tokens")
    .values({ hash: token.hash, session_id: sessionId, expires_at: inDays(life.refreshDays) })
    .execute();
}

/** Ends one session, or all of a user but one; those that have ended stay as they are. Returns how many ended. */
export async function endSessions(
  unit: Unit,
  which: { id: string } | { ofUser: string; except?: string },
  reason: SessionEndReason,
): Promise<number> {
  const ended = await unit.tx
    .updateTable("sessions")
    .set({ ended_at: sql`now()`, end_reason: reason, version: sql`version + 1` })
    .where("ended_at", "is", null)
    .where((where) =>
      "id" in which
        ? where("id", "=", which.id)
        : where.and([where("user_id", "=", which.ofUser), where("id", "!=", which.except ?? noSession)]),
    )
    .returning(["id", "user_id", "version"])
    .execute();
  for (const session of ended) {
    await unit.announce(sessionEnded, session, { session_id: session.id, user_id: session.user_id, reason });
  }
  return ended.length;
}

/** The session that a refresh token belongs to, whatever has become of either. */
export async function sessionOfToken(tx: Tx, hash: Buffer): Promise<string | undefined> {
  const row = await tx.selectFrom("refresh_tokens").select("session_id").where("hash", "=", hash).executeTakeFirst();
  return row?.session_id;
}

/** Whether a session goes on. */
export async function isLive(tx: Tx, sessionId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("sessions")
    .select("id")
    .where("id", "=", sessionId)
    .where("ended_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets sessions that nobody can ask about any more, with their tokens. */
export async function deleteOldSessions(tx: Tx): Promise<number> {
  const result = await tx
    .deleteFrom("sessions")
    .where("expires_at", "<", sql<Date>`now() - interval '1 day'`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

const noSession = "00000000-0000-0000-0000-000000000000";

function inDays(days: number): RawBuilder<Date> {
  return sql<Date>`now() + make_interval(days => ${days})`;
}
