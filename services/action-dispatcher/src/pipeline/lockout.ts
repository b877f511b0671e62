import { actionsLocked } from "@agentos/contracts/events/actions";
import { transact } from "@agentos/database/transact";
import { recordEvent } from "@agentos/messaging/outbox";
import type { Context } from "../context.ts";
import { statement } from "../db/sql.ts";

type Denied = { locked_until: Date | null; locks: number; version: number; locked_now: boolean };

const deny = statement<Denied, [userId: string, times: number, seconds: number, longest: number]>("deny");

/** Takes down that somebody was denied; too often in a minute locks them out of actions, and tells so. */
export async function countDenial(
  { db, config, log, meters }: Pick<Context, "db" | "config" | "log" | "meters">,
  userId: string,
): Promise<void> {
  const { ACTION_DENIALS, ACTION_LOCK_SECONDS, ACTION_LOCK_SECONDS_MAX } = config;
  const locked = await transact(db, async (tx) => {
    const [row] = await deny(tx, userId, ACTION_DENIALS, ACTION_LOCK_SECONDS, ACTION_LOCK_SECONDS_MAX);
    if (!row?.locked_now || !row.locked_until) return undefined;
    const { locks, version } = row;
    const locked_until = row.locked_until.toISOString();
    await recordEvent(tx, actionsLocked, { id: userId, version }, { user_id: userId, locked_until, locks });
    return { user_id: userId, locked_until, locks };
  });
  if (!locked) return;
  meters.locks.inc();
  log.warn(locked, actionsLocked.name);
}
