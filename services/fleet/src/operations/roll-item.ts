import { AppError, type ErrorCode } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { onlineWorkers } from "../registry/workers.ts";
import type { RollItem, RollWish } from "./roll-wish.ts";
import { askForRestart, replacementOf } from "./replacement.ts";
import { filledSlots } from "./slots.ts";

/** For one worker to be replaced, and for the one that stands in to serve. */
const patienceMs = 120_000;

/** Does what the next worker needs now: its restart, before that somebody who serves meanwhile, after it a look whether it serves. */
export async function restartNext(context: Context, wish: RollWish, item: RollItem, now: Date): Promise<RollWish> {
  try {
    if (item.asked_at !== null) return await observe(context, wish, item, now);
    if (await othersServe(context, item)) return await ask(context, wish, item, now);
    return await surge(context, wish, item, now);
  } catch (error) {
    // One that cannot be restarted does not hide the others; what is away is waited for.
    if (error instanceof AppError && !error.retryable) return endItem(wish, item, "failed", error.code);
    throw error;
  }
}

async function observe(context: Context, wish: RollWish, item: RollItem, now: Date): Promise<RollWish> {
  const replacement = await replacementOf(context, item);
  if (replacement?.report.ready) return endItem(wish, item, "done");
  return isLate(item.asked_at, now) ? endItem(wish, item, "failed", "NOT_CONVERGED") : wish;
}

async function ask(context: Context, wish: RollWish, item: RollItem, now: Date): Promise<RollWish> {
  const known = await askForRestart(context, item, true);
  return withItem(wish, { ...item, known, asked_at: now.toISOString() });
}

async function othersServe({ db }: Context, { agent, slot }: RollItem): Promise<boolean> {
  const workers = await onlineWorkers(db, [agent]);
  return workers.some((one) => one.slot !== slot && one.report.ready && !one.paused && !one.draining);
}

/** First the number is taken down, then it is asked for: after a crash in between nobody counts the one that stands in. */
async function surge(context: Context, wish: RollWish, item: RollItem, now: Date): Promise<RollWish> {
  const { agent } = item;
  if (wish.surge?.agent !== agent) {
    const base = (await filledSlots(context, agent)).length;
    return { ...wish, surge: { agent, base, asked_at: null } };
  }
  if (wish.surge.asked_at === null) {
    await context.runtime.scale(agent, wish.surge.base + 1);
    return { ...wish, surge: { ...wish.surge, asked_at: now.toISOString() } };
  }
  return isLate(wish.surge.asked_at, now) ? endItem(wish, item, "failed", "NOT_CONVERGED") : wish;
}

function isLate(since: string | null, now: Date): boolean {
  return since !== null && now.getTime() - Date.parse(since) > patienceMs;
}

/** The wish with a worker's outcome. */
export function endItem(
  wish: RollWish,
  item: RollItem,
  outcome: NonNullable<RollItem["outcome"]>,
  error_code: ErrorCode | null = null,
): RollWish {
  return withItem(wish, { ...item, outcome, error_code });
}

function withItem(wish: RollWish, item: RollItem): RollWish {
  return { ...wish, items: wish.items.map((one) => (one.slot === item.slot ? item : one)) };
}
