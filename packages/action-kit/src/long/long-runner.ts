import { setTimeout as sleep } from "node:timers/promises";
import { risks } from "@agentos/contracts/actions/action-contract";
import { findAction, type Action, type ActionName } from "@agentos/contracts/actions/actions";
import { AppError } from "@agentos/contracts/errors";
import { isAway, toAppError } from "@agentos/service-kit/http/errors";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import { parseTraceparent, runInTrace } from "@agentos/service-kit/trace";
import { completeAction } from "../complete-action.ts";
import { endedAs, isNotOpen, writeOutcome, type AnyDb, type Ended } from "../completion.ts";
import type { ActionCall, ActionHandler } from "../handler.ts";
import { forget, giveBack, keepLease, LeaseLost, takeOver } from "../operations/leases.ts";
import type { LongAction, LongActions, LongEnd } from "./long-action.ts";
import { LongRun, Stopped } from "./long-run.ts";
import { countRun, writeDown } from "./operations.ts";
import type { LongOperation } from "./tables.ts";

const table = "long_operations";
const lookEveryMs = 1000;
/** The answer waits this long for the end, so that it is there before the asker stops waiting. */
const answerWithinMs = risks.long.waitMs * 0.75;
/** What takes its instance down again and again is not begun for ever. */
const mostRuns = 5;

type AnyLongAction = LongAction<ActionName> & { dryRun?: (call: unknown) => Promise<unknown> };

export type LongRunnerOptions<Owner extends Action["owner"]> = {
  db: AnyDb;
  log: Logger;
  /** Runs are told to stop once it aborts; what is left is for another instance, or for the next start. */
  signal: AbortSignal;
  actions: LongActions<Owner>;
};

/**
 * Carries out an owner's long actions: what is wanted is written down together with the action being held; the run shows life and
 * progress, is told to stop when somebody aborts the action, and its end is committed with the outcome and the audit entry. Whatever
 * instance looks first begins anew what another has left.
 */
export class LongRunner<Owner extends Action["owner"]> {
  readonly #options: LongRunnerOptions<Owner>;
  readonly #underway = new Set<Promise<unknown>>();

  constructor(options: LongRunnerOptions<Owner>) {
    this.#options = options;
  }

  /** The handlers of all these actions. */
  handlers(): { [Name in keyof LongActions<Owner> & ActionName]: ActionHandler<Name> } {
    const names = Object.keys(this.#options.actions) as ActionName[];
    return Object.fromEntries(names.map((name) => [name, this.#handler(name)])) as never;
  }

  /** Goes on with operations that were left, until the signal aborts; returns when nothing is under way any more. */
  async resumeLeft(): Promise<void> {
    const { db, log, signal } = this.#options;
    while (!signal.aborted) {
      try {
        const next = (): Promise<LongOperation | undefined> => takeOver<LongOperation>(db, table);
        for (let left = await next(); left; left = await next()) {
          log.info({ action: left.action, action_id: left.action_id }, "begins a long action anew that was left");
          void this.#goOn(left);
        }
      } catch (error) {
        log.warn({ err: error }, "long actions that were left are not known");
      }
      await pause(lookEveryMs, signal);
    }
    await Promise.all(this.#underway);
  }

  #handler(name: ActionName): unknown {
    const action = this.#actionOf(name);
    return {
      ...(action.dryRun ? { dryRun: action.dryRun } : {}),
      run: (call: ActionCall<ActionName>) => this.#begin(name, call),
    };
  }

  async #begin(name: ActionName, call: ActionCall<ActionName>): Promise<Ended> {
    await this.#actionOf(name).check?.(call);
    const operation = await this.#options.db.transaction().execute(async (tx) => {
      const written = await writeDown(tx, { ...call, action: name });
      await call.hold(tx);
      return written;
    });
    if (!operation) return endedAs("held", null);
    const ended = await Promise.race([this.#goOn(operation), sleep(answerWithinMs, undefined)]);
    if (ended?.error) throw ended.error;
    return ended ? endedAs("done", ended.result) : endedAs("held", null);
  }

  /** Works on an operation as far as that goes; how it ended, where it did. Never throws. */
  #goOn(operation: LongOperation): Promise<RunEnd | undefined> {
    const work = runInTrace(parseTraceparent(operation.traceparent), () => this.#tryToEnd(operation)).finally(() =>
      this.#underway.delete(work),
    );
    this.#underway.add(work);
    return work;
  }

  async #tryToEnd(operation: LongOperation): Promise<RunEnd | undefined> {
    const { db, log } = this.#options;
    const fields = { action: operation.action, action_id: operation.action_id };
    try {
      const end = await this.#run(operation);
      return await this.#end(operation, end);
    } catch (thrown) {
      if (isNotOpen(thrown)) await this.#quietly(fields, () => forget(db, table, operation.action_id));
      else if (thrown instanceof Stopped) await this.#quietly(fields, () => giveBack(db, table, operation));
      else if (thrown instanceof LeaseLost || isAway(thrown)) log.warn({ err: thrown, ...fields }, "left to its lease");
      else return this.#fail(operation, toAppError(thrown));
    }
    return undefined;
  }

  async #run(operation: LongOperation): Promise<LongEnd<ActionName>> {
    const { db, signal } = this.#options;
    if ((await countRun(db, operation)) > mostRuns)
      throw new AppError("INTERNAL_ERROR", `It was begun ${mostRuns} times and never came to its end.`);
    const run = new LongRun(this.#options, operation, signal);
    try {
      return await this.#actionOf(operation.action).run({
        actionId: operation.action_id,
        payload: operation.payload as never,
        actor: operation.actor,
        reason: operation.reason ?? undefined,
        signal: run.signal,
        remembered: operation.state ?? undefined,
        remember: (state) => run.remember(state),
        progress: (done, total) => run.progress(done, total),
      });
    } catch (error) {
      // Whatever broke because it was told to stop, that is why it broke.
      throw run.signal.aborted ? run.signal.reason : error;
    } finally {
      await run.end();
    }
  }

  #end(operation: LongOperation, { result, apply }: LongEnd<ActionName>): Promise<RunEnd> {
    const contract = findAction(operation.action);
    if (!contract) throw new AppError("UNKNOWN_ACTION");
    return this.#options.db.transaction().execute(async (tx) => {
      await keepLease(tx, table, operation);
      await apply?.(tx);
      const told = await completeAction(tx, contract, operation.action_id, result);
      await forget(tx, table, operation.action_id);
      return { result: told };
    });
  }

  async #fail(operation: LongOperation, error: AppError): Promise<RunEnd> {
    const { db, log } = this.#options;
    const fields = { action: operation.action, action_id: operation.action_id };
    if (error.status >= 500) log.error({ err: error.cause ?? error, ...fields }, "a long action failed");
    await this.#quietly(fields, () =>
      db.transaction().execute(async (tx) => {
        await keepLease(tx, table, operation);
        await writeOutcome(tx, operation.action_id, { code: error.code, message: error.message });
        await forget(tx, table, operation.action_id);
      }),
    );
    return { result: undefined, error };
  }

  /** Where this fails, the lease runs out and the next look finds the operation as it is. */
  async #quietly(fields: object, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.log.warn({ err: error, ...fields }, "a long action is left to its lease");
    }
  }

  #actionOf(name: string): AnyLongAction {
    const action = (this.#options.actions as Record<string, AnyLongAction>)[name];
    if (!action) throw new AppError("UNKNOWN_ACTION");
    return action;
  }
}

type RunEnd = { result: unknown; error?: AppError };
