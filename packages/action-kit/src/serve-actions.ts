import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import { findAction, type ActionName } from "@agentos/contracts/actions/actions";
import { AppError } from "@agentos/contracts/errors";
import { act, type ActionOwner } from "@agentos/contracts/messages/actions";
import { serve } from "@agentos/messaging/request";
import { toAppError } from "@agentos/service-kit/http/errors";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import type { z } from "zod";
import { completeAction } from "./complete-action.ts";
import { endedAs, holdAction, isNotOpen, keepAction, writeOutcome, type AnyDb, type Ended } from "./completion.ts";
import type { ActionCall, ActionHandler } from "./handler.ts";

type ActRequest = z.output<(typeof act)[ActionOwner]["request"]>;
type AnyHandler = ActionHandler<ActionName> & { dryRun?: (call: unknown) => Promise<unknown> };

export type ServeActionsOptions = {
  owner: ActionOwner;
  nc: NatsConnection;
  db: AnyDb;
  log: Logger;
  /** By the action's name. */
  handlers: Record<string, unknown>;
  /** Told of each action that is under way, so that a stop can wait for it. */
  track?: <T>(work: Promise<T>) => Promise<T>;
};

/** Carries out the actions of an owner, sharing them with its other instances. */
export function serveActions({ owner, nc, track, ...options }: ServeActionsOptions): Subscription {
  return serve(nc, act[owner], options.log, (request) => {
    const answer = answerAct({ owner, ...options }, request);
    return track ? track(answer) : answer;
  });
}

type Serving = Pick<ServeActionsOptions, "owner" | "db" | "log" | "handlers">;

async function answerAct({ owner, db, log, handlers }: Serving, request: ActRequest) {
  const contract = findAction(request.action);
  const handler = handlers[request.action] as AnyHandler | undefined;
  if (!contract || !handler) throw new AppError("NOT_FOUND", `${owner} knows no action of that name.`);
  const payload = contract.payload.parse(request.payload);
  if (request.dry_run) {
    if (!handler.dryRun) throw new AppError("VALIDATION_ERROR", "This action has no dry run.");
    return { state: "done" as const, result: await handler.dryRun({ payload, actor: request.actor }) };
  }
  const { state, result } = await carryOut({ db, log, contract, handler, request: { ...request, payload } });
  return { state, result };
}

type Task = { db: AnyDb; log: Logger; contract: ActionContract; handler: AnyHandler; request: ActRequest };

async function carryOut({ db, log, contract, handler, request }: Task): Promise<Ended> {
  const { action_id: actionId, action, actor, payload, reason } = request;
  const call = {
    actionId,
    payload,
    reason,
    actor,
    keep: (tx) => keepAction(tx, actionId),
    async complete(tx, given) {
      return endedAs("done", await completeAction(tx, contract, actionId, given));
    },
    async hold(tx) {
      await holdAction(tx, actionId);
      return endedAs("held", null);
    },
  } as ActionCall<ActionName>;
  try {
    return await handler.run(call);
  } catch (thrown) {
    if (isNotOpen(thrown)) throw new AppError("CONFLICT", "This action has ended already.", { cause: thrown });
    const error = toAppError(thrown);
    if (error.status >= 500) log.error({ err: error.cause ?? error, action, action_id: actionId }, "action failed");
    await failUnlessEnded(db, actionId, error);
    throw error;
  }
}

/** What was committed stands, also where the handler threw afterwards; and what was settled meanwhile was never done. */
async function failUnlessEnded(db: AnyDb, actionId: string, error: AppError): Promise<void> {
  try {
    await writeOutcome(db, actionId, { code: error.code, message: error.message });
  } catch (thrown) {
    if (!isNotOpen(thrown)) throw thrown;
  }
}
