import type { ActionReply } from "@agentos/contracts/actions/action-reply";
import { AppError } from "@agentos/contracts/errors";
import { toAppError } from "@agentos/service-kit/http/errors";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import { timed, type Ending } from "../meters.ts";
import { authorise } from "./authorise.ts";
import { begin } from "./begin.ts";
import type { Allowed, Asked, Incoming } from "./asked.ts";
import { passBreaker, type Permit } from "./breaker.ts";
import { checkAddress } from "./check-address.ts";
import { dispatch, dryRun } from "./dispatch.ts";
import { nameOf, type Known } from "./entry-of.ts";
import { takeLimits } from "./limit.ts";
import { auditRefusal, endingOf, tellAudit } from "./refuse.ts";
import { findReplay, type Replay } from "./replay.ts";
import { validate } from "./validate.ts";

/** How far a request came: answered from the stored reply, or written down and free to go to its owner. */
type Admitted = { replay: Replay } | { allowed: Allowed; permit: Permit };

/** A key that is freed and taken again by others in between is tried so often. */
const tries = 3;

/**
 * Takes an action through the pipeline: address, form, permission, limits, idempotency, breaker, intent, owner. Whatever comes of
 * it is in the audit trail. Errors: those of the steps; AUDIT_UNAVAILABLE where it could not be taken down, and did not run.
 */
export async function takeAction(context: Context, incoming: Incoming): Promise<ActionReply> {
  const { meters } = context;
  const startedAt = performance.now();
  const known: Known = { request: incoming };
  const told = (outcome: Ending): void => {
    const action = nameOf(known.request);
    meters.actions.inc({ action, outcome });
    meters.durations.observe({ action }, (performance.now() - startedAt) / 1000);
  };
  let admitted: Admitted;
  try {
    admitted = await admit(context, known);
  } catch (thrown) {
    const error = refusalOf(thrown);
    await auditRefusal(context, known, error);
    told(endingOf(error));
    throw error;
  }
  if ("replay" in admitted) {
    await answerReplay(context, known, admitted.replay);
    told("replayed");
    return admitted.replay.reply();
  }
  return carryOut(context, known, { ...admitted, told });
}

/** Errors: whatever refuses the request. `known` is told how far it came. */
async function admit(context: Context, known: Known): Promise<Admitted> {
  const { meters, config, db } = context;
  const incoming = known.request;
  await timed(meters, "address", () => checkAddress(config, incoming));
  const asked = await timed(meters, "validate", () => validate(incoming));
  known.request = asked;
  const actor = await timed(meters, "authorise", () => authorise({ db, config }, asked));
  known.actor = actor;
  await timed(meters, "limit", () => takeLimits(context, asked));
  const allowed: Allowed = { ...asked, actor, actionId: uuidv7() };
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const replay = await timed(meters, "replay", () => findReplay(context, asked));
    if (replay) return { replay };
    const permit = await timed(meters, "breaker", () => passBreaker(context, asked.contract));
    if (asked.dryRun || (await writeIntent(context, allowed, permit))) return { allowed, permit };
  }
  throw new AppError("ACTION_IN_PROGRESS", undefined, { retryAfterSeconds: 1 });
}

/** False where another request with the same key was first. Errors: AUDIT_UNAVAILABLE; those of the last look at permissions. */
async function writeIntent(context: Context, allowed: Allowed, permit: Permit): Promise<boolean> {
  let begun = false;
  try {
    begun = await timed(context.meters, "intent", () => begin(context, allowed));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError("AUDIT_UNAVAILABLE", undefined, { cause: thrown, retryAfterSeconds: 2 });
  } finally {
    if (!begun) permit.report("refusal");
  }
  return begun;
}

type Go = { allowed: Allowed; permit: Permit; told(outcome: Ending): void };

async function carryOut(context: Context, known: Known, { allowed, permit, told }: Go): Promise<ActionReply> {
  const { meters } = context;
  const carry = allowed.dryRun ? dryRun : dispatch;
  try {
    const reply = await timed(meters, "dispatch", () => carry(context, allowed, permit));
    if (reply.status === "dry_run") await tellAudit(context, known, { kind: "dry_run" });
    told(reply.status);
    return reply;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (allowed.dryRun) await tellAudit(context, known, { kind: "dry_run", error_code: error.code });
    told(allowed.dryRun ? "dry_run" : "failed");
    throw error;
  }
}

async function answerReplay(context: Context, known: Known, { actionId }: Replay): Promise<void> {
  (known.request as Asked).setHeader("Idempotency-Replayed", "true");
  await tellAudit(context, known, { kind: "replayed", action_id: actionId });
}

/** Without the database nothing can be taken down, at whichever step that shows. */
function refusalOf(thrown: unknown): AppError {
  const error = toAppError(thrown);
  if (thrown instanceof AppError || error.code !== "SERVICE_UNAVAILABLE") return error;
  return new AppError("AUDIT_UNAVAILABLE", undefined, { cause: thrown, retryAfterSeconds: 2 });
}
