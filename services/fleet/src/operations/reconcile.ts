import { isNotOpen, tellProgress, writeOutcome, type Outcome } from "@agentos/action-kit/completion";
import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import { findAction } from "@agentos/contracts/actions/actions";
import { AppError } from "@agentos/contracts/errors";
import { mapPersonal } from "@agentos/contracts/personal";
import { toAppError } from "@agentos/service-kit/http/errors";
import { repeat } from "@agentos/service-kit/loop";
import { parseTraceparent, runInTrace } from "@agentos/service-kit/trace";
import { sql } from "kysely";
import { changeFleet } from "../change.ts";
import type { Context } from "../context.ts";
import { leaseOperations, postpone, type OpenOperation } from "../db/open-operations.ts";
import { operations } from "./operations.ts";
import type { Step } from "./operation.ts";

const pollMs = 500;
const againMs = 250;
const afterErrorMs = 1000;

/** Brings the open operations about, on whichever instance has leased them, until the signal aborts. */
export async function reconcile(context: Context, signal: AbortSignal): Promise<void> {
  const { log, bell } = context;
  await repeat({
    name: "reconcile",
    everyMs: 0,
    signal,
    log,
    async work() {
      try {
        await reconcileOnce(context);
      } finally {
        await bell.wait(pollMs, signal);
      }
    },
  });
}

/** One look at every operation that is due. Returns how many there were. */
export async function reconcileOnce(context: Context): Promise<number> {
  const leased = await leaseOperations(context.db);
  await Promise.all(
    leased.map((operation) =>
      runInTrace(parseTraceparent(operation.traceparent), () => lookAt(context, operation)).catch((error: unknown) => {
        // The lease runs out, and somebody looks again.
        context.log.warn({ err: error, action_id: operation.action_id }, "operation not looked at");
      }),
    ),
  );
  return leased.length;
}

async function lookAt(context: Context, open: OpenOperation): Promise<void> {
  const { action_id: actionId, done, total } = open;
  try {
    const abort = await tellProgress(context.db, actionId, done, total);
    const step = await advance(context, open, abort);
    if (step.state !== "waiting") return await end(context, open, step);
    const ms = step.againMs ?? againMs;
    await postpone(context.db, open, step, ms);
    setTimeout(() => context.bell.ring(), ms).unref();
  } catch (error) {
    if (!isNotOpen(error)) throw error;
    // Ended elsewhere: nothing is left to tell.
    await close(context, actionId);
  }
}

/** What the world's being away means is left to the next look, until the time is over; any other error ends the operation. */
async function advance(context: Context, open: OpenOperation, abort: boolean): Promise<Step<unknown>> {
  const { action, action_id: actionId, overdue, now } = open;
  const operation = operations[action];
  try {
    return await operation.advance(context, operation.wish.parse(open.wish), { overdue, abort, now }, actionId);
  } catch (thrown) {
    if (isNotOpen(thrown)) throw thrown;
    const error = toAppError(thrown);
    const passing = error.code === "SERVICE_UNAVAILABLE" || error.code === "TIMEOUT";
    if (passing && !overdue) {
      context.log.warn({ err: thrown, action_id: actionId }, "operation waits for what is away");
      return { state: "waiting", wish: open.wish, progress: open, againMs: afterErrorMs };
    }
    if (error.status >= 500) context.log.error({ err: error.cause ?? error, action_id: actionId }, "operation failed");
    return { state: "failed", code: error.code, message: error.message };
  }
}

async function end(
  context: Context,
  { action, action_id: actionId }: OpenOperation,
  step: Exclude<Step<unknown>, { state: "waiting" }>,
): Promise<void> {
  await changeFleet(context, async (change) => {
    await step.apply?.(change);
    await change.tx
      .updateTable("operations")
      .set({ ended_at: sql<Date>`now()`, leased_until: null })
      .where("action_id", "=", actionId)
      .execute();
    await writeOutcome(change.tx, actionId, outcomeOf(findAction(action), step));
  });
}

function outcomeOf(contract: ActionContract | undefined, step: Exclude<Step<unknown>, { state: "waiting" }>): Outcome {
  if (step.state === "failed") return { code: step.code, message: step.message };
  if (!contract) throw new AppError("INTERNAL_ERROR");
  const result = contract.result.parse(step.result);
  return { result, audited: mapPersonal(contract.result, result, () => undefined) };
}

async function close({ db }: Context, actionId: string): Promise<void> {
  await db
    .updateTable("operations")
    .set({ ended_at: sql<Date>`now()`, leased_until: null })
    .where("action_id", "=", actionId)
    .execute();
}
