import { actionAbort } from "@agentos/contracts/actions/action/abort";
import { findAction, type ActionName, type ResultOf } from "@agentos/contracts/actions/actions";
import type { Outcome } from "@agentos/contracts/errors";
import { ApiError } from "../api-error.ts";
import { Observed, type Observable } from "../observed.ts";
import { toTrouble } from "../trouble.ts";
import { followAction, type ActionView, type Following } from "./follow-action.ts";
import type { Intent } from "./open-intents.ts";
import type { EndState, RunState } from "./run-state.ts";
import { IntentFailed, sendIntent } from "./send-intent.ts";

export type RunSource = Pick<Following, "client" | "connection" | "signal"> & {
  /** The intent is known under an action's id from now on. */
  taken(intent: Intent): void;
  /** Sends another action: that which asks this one to stop. */
  abort(actionId: string): Promise<unknown>;
};

type Ending<Name extends ActionName> = { state: EndState<Name>; error?: ApiError };

/** One intent on its way to its end. */
export class ActionRun<Name extends ActionName = ActionName> implements Observable<RunState<Name>> {
  readonly intent: Intent;
  readonly #source: RunSource;
  readonly #state: Observed<RunState<Name>>;
  readonly #ending: Promise<Ending<Name>>;
  #abortWanted = false;

  /** `failed`: why it is not sent at all. `known`: what is known of the effect of earlier tries. */
  constructor(intent: Intent, source: RunSource, { failed, known }: { failed?: ApiError; known: Outcome }) {
    this.intent = intent;
    this.#source = source;
    this.#state = new Observed<RunState<Name>>({ phase: "sending", again: undefined });
    this.#ending = (failed ? Promise.reject(new IntentFailed(failed, known)) : this.#carryOut(known)).catch(
      (error: unknown) => this.#failed(error),
    );
    void this.#ending.then(({ state }) => this.#state.set(state));
  }

  readonly getSnapshot = (): RunState<Name> => this.#state.getSnapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener);

  /** How it ends. It never rejects; it waits for ever where the service was closed before. */
  async ended(): Promise<EndState<Name>> {
    return (await this.#ending).state;
  }

  /** What it gives. Errors: ApiError, when it has failed. */
  async result(): Promise<ResultOf<Name>> {
    const { state, error } = await this.#ending;
    if (state.phase === "done") return state.result;
    throw error ?? new ApiError(state.error.code, state.error.message);
  }

  /** Asks it to stop at its next safe point: now, or once it is known under its id. Errors: ApiError, when that is refused. */
  async abort(): Promise<void> {
    this.#abortWanted = true;
    const { actionId } = this.intent;
    if (actionId !== undefined) await this.#source.abort(actionId);
  }

  async #carryOut(known: Outcome): Promise<Ending<Name>> {
    const actionId = this.intent.actionId ?? (await this.#send(known));
    if (typeof actionId !== "string") return { state: actionId };
    this.#state.set({ phase: "running", actionId, progress: null, aborting: this.#abortWanted, trouble: undefined });
    if (this.#abortWanted && this.intent.action !== actionAbort.name) {
      // Too late, or not the kind that can be stopped: how it ends shows.
      void this.#source.abort(actionId).catch(() => undefined);
    }
    const view = await followAction(actionId, {
      ...this.#source,
      onView: (seen) => this.#state.set(running(seen)),
      onTrouble: (error) => this.#became({ trouble: toTrouble(error) }),
    });
    if (view.state === "done") return { state: this.#done(actionId, view.result) };
    const { code, message } = view.error ?? { code: "INTERNAL_ERROR" as const, message: "" };
    throw new IntentFailed(new ApiError(code, message, { traceId: view.trace_id }), "none");
  }

  /** The id of an action that goes on, or how it has ended already. */
  async #send(known: Outcome): Promise<string | EndState<Name>> {
    const { client, signal } = this.#source;
    const reply = await sendIntent(this.intent, {
      client,
      signal,
      outcome: known,
      onAgain: (error, at) => this.#state.set({ phase: "sending", again: { at, why: toTrouble(error) } }),
    });
    this.intent.actionId = reply.action_id;
    if (reply.status === "succeeded") return this.#done(reply.action_id, reply.result);
    this.#source.taken(this.intent);
    return reply.action_id;
  }

  #done(actionId: string, given: unknown): EndState<Name> {
    const result = findAction(this.intent.action)?.result.safeParse(given);
    // It has been done; that its result is not understood changes nothing of that.
    if (!result?.success) throw new IntentFailed(new ApiError("UNEXPECTED_REPLY"), "done");
    return { phase: "done", actionId, result: result.data as ResultOf<Name> };
  }

  #failed(thrown: unknown): Ending<Name> | Promise<never> {
    // Nobody is there any more who would like to know; the intent stays, to be followed another time.
    if (this.#source.signal.aborted) return new Promise<never>(() => undefined);
    const { cause: error, outcome } =
      thrown instanceof IntentFailed
        ? thrown
        : {
            cause: thrown instanceof ApiError ? thrown : new ApiError("UNEXPECTED_REPLY"),
            outcome: "unknown" as const,
          };
    const state = { phase: "failed", actionId: this.intent.actionId, error: toTrouble(error), outcome } as const;
    return { state, error };
  }

  #became(change: Partial<Extract<RunState<Name>, { phase: "running" }>>): void {
    const state = this.#state.getSnapshot();
    if (state.phase === "running") this.#state.set({ ...state, ...change });
  }
}

function running({ action_id: actionId, progress, abort_requested: aborting }: ActionView) {
  return { phase: "running", actionId, progress, aborting, trouble: undefined } as const;
}
