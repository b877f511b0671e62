import { risks } from "@agentos/contracts/actions/action-contract";
import type { ActionReply } from "@agentos/contracts/actions/action-reply";
import { AppError } from "@agentos/contracts/errors";
import { act, type ActionOwner } from "@agentos/contracts/messages/actions";
import { ask, isUnserved } from "@agentos/messaging/request";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { Allowed } from "./asked.ts";
import { outcomeOf, type Permit } from "./breaker.ts";
import { giveUpUnserved } from "./give-up.ts";
import { accepted, isOpen, readEnd, replyOf, succeeded, type EndedOrNot } from "./outcome.ts";

type Around = Pick<Context, "config" | "db" | "nc" | "log">;
type Answer = { state: "done" | "held"; result: unknown } | { error: unknown };

/** Milliseconds between two looks at an action that its owner holds: it tells nobody here when it ends. */
const lookEveryMs = 50;

/**
 * Hands an action whose intent is written down to its owner, and waits for the outcome as long as its risk says; then it is
 * accepted. Errors: what the action failed with.
 */
export async function dispatch(context: Around, allowed: Allowed, permit: Permit): Promise<ActionReply> {
  const waitMs = (allowed.waitMs ?? risks[allowed.contract.risk].waitMs) * context.config.ACTION_WAIT_SCALE;
  const deadline = performance.now() + waitMs;
  const timer = new AbortController();
  const answer = await Promise.race([
    askOwner(context, allowed, permit),
    sleep(waitMs, undefined, { signal: timer.signal }).catch(() => undefined),
  ]);
  timer.abort();
  if (!answer) return accepted(allowed.actionId);
  if ("error" in answer) return judge(context, allowed, answer.error);
  if (answer.state === "done") return succeeded(allowed.actionId, answer.result);
  return untilEnded(context, allowed, deadline);
}

/** Asks an owner what an action would change. Errors: the owner's. */
export async function dryRun({ nc }: Pick<Context, "nc">, allowed: Allowed, permit: Permit): Promise<ActionReply> {
  try {
    const { result } = await ask(nc, act[allowed.owner as ActionOwner], requestOf(allowed));
    permit.report("success");
    return { action_id: allowed.actionId, status: "dry_run", result };
  } catch (error) {
    permit.report(outcomeOf(error));
    throw error;
  }
}

/** Goes on after the reply was sent, so that the breaker learns what the call came to. Never rejects. */
async function askOwner(context: Around, allowed: Allowed, permit: Permit): Promise<Answer> {
  try {
    const answer = await ask(context.nc, act[allowed.owner as ActionOwner], requestOf(allowed));
    permit.report("success");
    return answer;
  } catch (error) {
    if (isUnserved(error)) await giveUpUnserved(context, allowed.actionId);
    // Late is not failed: an action that has ended, or is held, was in good hands.
    const slow = error instanceof AppError && error.code === "TIMEOUT";
    const row = slow ? await endOf(context, allowed.actionId) : undefined;
    permit.report(row && row.state !== "running" ? "success" : outcomeOf(error));
    return { error };
  }
}

function requestOf({ actionId, contract, payload, dryRun: dry_run, reason, actor }: Allowed) {
  const request = { action_id: actionId, action: contract.name, payload, dry_run, actor };
  return reason === undefined ? request : { ...request, reason };
}

/** After an error only the action's row says what has become of it. Errors: the one that it failed with. */
async function judge(context: Around, { actionId }: Allowed, error: unknown): Promise<ActionReply> {
  const row = await endOf(context, actionId);
  if (!row) return accepted(actionId);
  // The owner's own words have the details that are not stored.
  if (error instanceof AppError && row.error_code === error.code) throw error;
  return replyOf(row);
}

async function untilEnded(context: Around, { actionId }: Allowed, deadline: number): Promise<ActionReply> {
  while (performance.now() + lookEveryMs < deadline) {
    await sleep(lookEveryMs);
    const row = await endOf(context, actionId);
    if (row && !isOpen(row)) return replyOf(row);
  }
  return accepted(actionId);
}

/** Undefined where the database cannot say now: nobody knows then, and it may still happen. */
async function endOf({ db, log }: Around, actionId: string): Promise<EndedOrNot | undefined> {
  try {
    return await readEnd(db, actionId);
  } catch (error) {
    log.warn({ err: error, action_id: actionId }, "the end of an action is not known");
    return undefined;
  }
}
