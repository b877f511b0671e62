import { setTimeout as sleep } from "node:timers/promises";
import { risks } from "@agentos/contracts/actions/action-contract";
import { findAction, type Action, type ActionName } from "@agentos/contracts/actions/actions";
import { AppError } from "@agentos/contracts/errors";
import { isAway, toAppError } from "@agentos/service-kit/http/errors";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import { parseTraceparent, runInTrace } from "@agentos/service-kit/trace";
import { completeAction } from "../complete-action.ts";
import { endedAs, isNotOpen, type AnyDb, type AnyTx, type Ended } from "../completion.ts";
import type { ActionCall, ActionHandler } from "../handler.ts";
import type { BulkAction, BulkActions, BulkRequest, BulkTarget, ItemOutcomes } from "./bulk-action.ts";
import { forget, giveBack, LeaseLost, takeOver } from "../operations/leases.ts";
import type { OperationRow } from "../operations/tables.ts";
import * as operations from "./operations.ts";

const table = "bulk_operations";
const lookEveryMs = 1000;
/** The answer waits this long for the end, so that it is there before the asker stops waiting. */
const answerWithinMs = risks.bulk.waitMs * 0.75;
/** Ids that a dry run tells. */
const told = 20;

type AnyBulkAction = BulkAction<ActionName>;

export type BulkRunnerOptions<Owner extends Action["owner"]> = {
  db: AnyDb;
  log: Logger;
  /** Nothing more is begun once it aborts; what is left is for another instance, or for the next start. */
  signal: AbortSignal;
  actions: BulkActions<Owner>;
};

/**
 * Carries out an owner's actions on many things: what they are about is written down together with the action being held, each
 * item is done in a transaction of its own together with its outcome, and the end with its audit entry is one more. Whatever
 * instance looks first goes on with what another has left, and does nothing twice.
 */
export class BulkRunner<Owner extends Action["owner"]> {
  readonly #options: BulkRunnerOptions<Owner>;
  readonly #underway = new Set<Promise<unknown>>();

  constructor(options: BulkRunnerOptions<Owner>) {
    this.#options = options;
  }

  /** The handler of one of these actions. */
  handler<Name extends keyof BulkActions<Owner> & ActionName>(name: Name): ActionHandler<Name> {
    const handler = {
      dryRun: async (call: Pick<ActionCall<Name>, "payload" | "actor">) =>
        planned(await this.#actionOf(name).select(this.#options.db, call)),
      run: (call: ActionCall<Name>) => this.#begin(name, call as unknown as ActionCall<ActionName>),
    };
    return handler as unknown as ActionHandler<Name>;
  }

  /** Goes on with operations that were left, until the signal aborts; returns when nothing is under way any more. */
  async resumeLeft(): Promise<void> {
    const { db, log, signal } = this.#options;
    while (!signal.aborted) {
      try {
        for (let left = await takeOver(db, table); left; left = await takeOver(db, table)) {
          log.info({ action: left.action, action_id: left.action_id }, "goes on with an action that was left");
          void this.#goOn(left);
        }
      } catch (error) {
        log.warn({ err: error }, "operations that were left are not known");
      }
      await pause(lookEveryMs, signal);
    }
    await Promise.all(this.#underway);
  }

  async #begin(name: ActionName, call: ActionCall<ActionName>): Promise<Ended> {
    const { db } = this.#options;
    const { actionId, actor, payload, reason } = call;
    const request = { actor, payload, reason };
    const operation = await db.transaction().execute(async (tx) => {
      const targets = await this.#actionOf(name).select(tx, request);
      const written = await operations.writeDown(tx, { actionId, action: name }, request, targets);
      await call.hold(tx);
      return written;
    });
    if (!operation) return endedAs("held", null);
    const work = this.#goOn(operation);
    const result = await Promise.race([work, sleep(answerWithinMs, undefined)]);
    return result === undefined ? endedAs("held", null) : endedAs("done", result);
  }

  /** Works on an operation as far as that goes; the result, where it came to its end. Never throws. */
  #goOn(operation: OperationRow): Promise<ItemOutcomes | undefined> {
    const work = runInTrace(parseTraceparent(operation.traceparent), () => this.#tryToEnd(operation)).finally(() =>
      this.#underway.delete(work),
    );
    this.#underway.add(work);
    return work;
  }

  async #tryToEnd(operation: OperationRow): Promise<ItemOutcomes | undefined> {
    const { db, log } = this.#options;
    const fields = { action: operation.action, action_id: operation.action_id };
    try {
      if (await this.#workOff(operation)) return await this.#end(operation);
      await giveBack(db, table, operation);
    } catch (error) {
      log.warn({ err: error, ...fields }, "an action on many things was interrupted");
      await this.#leave(operation, error);
    }
    return undefined;
  }

  /** Where this fails, the lease runs out and the next look finds the operation as it is. */
  async #leave(operation: OperationRow, error: unknown): Promise<void> {
    const { db, log, signal } = this.#options;
    // What has broken is given time to come back.
    await pause(lookEveryMs, signal);
    try {
      // Ended by somebody else, as by the settler: nothing more is done for it.
      if (isNotOpen(error)) await forget(db, table, operation.action_id);
      else if (isAway(error)) await giveBack(db, table, operation);
    } catch (failed) {
      log.warn({ err: failed, action_id: operation.action_id }, "an operation is left to its lease");
    }
  }

  /** Does what is still to be done; false where this instance was told to stop before. */
  async #workOff(operation: OperationRow): Promise<boolean> {
    const { db, signal } = this.#options;
    let aborted = await operations.reportProgress(db, operation.action_id);
    for (const id of await operations.openItems(db, operation.action_id)) {
      if (aborted) return true;
      if (signal.aborted) return false;
      aborted = await this.#doItem(operation, id);
    }
    return true;
  }

  /** Does it to one, whatever comes of it. Returns whether the rest is to be left. */
  async #doItem(operation: OperationRow, id: string): Promise<boolean> {
    const { db, log } = this.#options;
    const request = { ...operation, reason: operation.reason ?? undefined } as BulkRequest;
    let aborted = false;
    const settle = async (tx: AnyTx): Promise<void> => {
      aborted = await operations.settleItem(tx, operation, { id, error: null });
    };
    try {
      await this.#actionOf(operation.action).carryOut(id, request, settle);
      return aborted;
    } catch (thrown) {
      // Nothing is known of the item: whoever goes on with the operation sees whether it was done.
      if (isNotOpen(thrown) || isAway(thrown) || thrown instanceof LeaseLost) throw thrown;
      const error = toAppError(thrown);
      if (error.status >= 500)
        log.error({ err: error.cause ?? error, action_id: operation.action_id, id }, "item failed");
      return db.transaction().execute((tx) => operations.settleItem(tx, operation, { id, error: error.code }));
    }
  }

  #end(operation: OperationRow): Promise<ItemOutcomes> {
    const contract = findAction(operation.action);
    if (!contract) throw new AppError("UNKNOWN_ACTION");
    return this.#options.db.transaction().execute(async (tx) => {
      const result = await operations.takeOut(tx, operation);
      await completeAction(tx, contract, operation.action_id, result);
      return result;
    });
  }

  #actionOf(name: string): AnyBulkAction {
    const action = (this.#options.actions as Record<string, AnyBulkAction>)[name];
    if (!action) throw new AppError("UNKNOWN_ACTION");
    return action;
  }
}

/** What a dry run answers: what would be done, without what would be refused. */
function planned(targets: readonly BulkTarget[]): { count: number; first: string[] } {
  const ids = targets.flatMap((target) => (target.refusal === null ? [target.id] : []));
  return { count: ids.length, first: ids.slice(0, told) };
}
