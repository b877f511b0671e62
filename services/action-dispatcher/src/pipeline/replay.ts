import type { ActionReply } from "@agentos/contracts/actions/action-reply";
import { AppError, describeError, type ErrorCode } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { findKeyed, freeKey, type KeyedAction } from "../db/keyed-actions.ts";
import type { Asked } from "./asked.ts";
import { failureOf, isOpen, replyOf } from "./outcome.ts";

/** A stored reply: the action it tells of, and how it ended. */
export type Replay = { actionId: string; reply: () => ActionReply };

/** What is kept of an ended action beside the database; `until` in milliseconds since the epoch. */
type Kept = { until: number } & ({ reply: ActionReply } | { actionId: string; code: ErrorCode; message: string });

const keptMs = 3_600_000;

/** Replies that no key brings back: the same key is then taken as a new one. */
const forgotten: ReadonlySet<number> = new Set([400, 401, 403, 429]);

/**
 * The reply that was stored for the request's key; undefined where there is none, and the request may go on.
 * Errors: IDEMPOTENCY_KEY_REUSED; ACTION_IN_PROGRESS.
 */
export async function findReplay(
  { db, replies }: Pick<Context, "db" | "replies">,
  asked: Asked,
): Promise<Replay | undefined> {
  const of = keyOf(asked);
  if (!of) return undefined;
  const payloadHash = asked.payloadHash.toString("hex");
  const cached = await replies.get(of);
  const known = cached?.reply as Kept | undefined;
  if (cached && known && Date.now() < known.until) {
    if (cached.payloadHash !== payloadHash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
    return fromKept(known);
  }
  const row = await findKeyed(db, { userId: of.user, action: of.action, key: of.key });
  if (!row) return undefined;
  if (isFree(row)) {
    await freeKey(db, row.id);
    return undefined;
  }
  if (!row.payload_hash.equals(asked.payloadHash)) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  if (isOpen(row)) throw new AppError("ACTION_IN_PROGRESS", undefined, { retryAfterSeconds: 1 });
  const kept = toKept(row);
  await replies.put(of, { payloadHash, reply: kept });
  return fromKept(kept);
}

function keyOf({ caller, contract, key, dryRun }: Asked): { user: string; action: string; key: string } | undefined {
  return key === undefined || dryRun ? undefined : { user: caller.userId, action: contract.name, key };
}

function isFree(row: KeyedAction): boolean {
  if (isOpen(row)) return false;
  return row.hour_over || (row.error_code !== null && forgotten.has(describeError(row.error_code).status));
}

function toKept(row: KeyedAction): Kept {
  const until = row.created_at.getTime() + keptMs;
  return row.error_code === null
    ? { until, reply: replyOf(row) }
    : { until, actionId: row.id, code: row.error_code, message: row.error_message ?? "" };
}

function fromKept(kept: Kept): Replay {
  if ("reply" in kept) return { actionId: kept.reply.action_id, reply: () => kept.reply };
  return {
    actionId: kept.actionId,
    reply() {
      throw failureOf(kept.code, kept.message);
    },
  };
}
