import { actionAbort } from "@agentos/contracts/actions/action/abort";
import { requestSchemaOf } from "@agentos/contracts/actions/action-request";
import {
  findAction,
  type ActionName,
  type DryRunnable,
  type DryRunOf,
  type InputOf,
} from "@agentos/contracts/actions/actions";
import { adminOperations } from "@agentos/contracts/api/admin";
import type { Outcome } from "@agentos/contracts/errors";
import { certainEffects, type CertainEffect } from "@agentos/contracts/snapshot/certain-effects";
import { v7 as uuidv7 } from "uuid";
import type { ApiClient } from "../api-client.ts";
import { ApiError } from "../api-error.ts";
import type { Assumption } from "../data/assumptions.ts";
import type { CentralDataService } from "../data/central-data-service.ts";
import type { KeyValue } from "../key-value.ts";
import type { LiveConnection } from "../live/live-connection.ts";
import { Observed, type Observable } from "../observed.ts";
import { ActionRun, type RunSource } from "./action-run.ts";
import { OpenIntents, type Intent } from "./open-intents.ts";

export type ActionServiceOptions = {
  client: ApiClient;
  /** Where open intents are remembered, and whose they are: an account's id. */
  store: KeyValue;
  owner: string;
  /** Is told of effects that are certain, and that something is under way. */
  data?: Pick<CentralDataService, "assume" | "hurry">;
  /** Tells when actions have ended; without one they are asked about again and again. */
  connection?: Pick<LiveConnection, "follow">;
};

export type RunOptions = {
  /** Why it is wanted, for the audit trail. */
  reason?: string;
  /** The intent, where it began before: a dialogue that was opened, a row of a script's list. */
  idempotencyKey?: string;
};

/** After so long nobody expects any more that something which was never answered still happens by itself, in milliseconds. */
const stillWantedMs = 120_000;

/**
 * Carries out actions of the catalogue: each once, however often it has to be sent, under a key that is made once per intent.
 * It follows those that take longer, also after a reload. Needs closing.
 */
export class ActionService {
  readonly #options: ActionServiceOptions;
  readonly #intents: OpenIntents;
  readonly #open = new Observed<readonly ActionRun[]>([]);
  readonly #closed = new AbortController();
  readonly #source: RunSource;

  constructor(options: ActionServiceOptions) {
    this.#options = options;
    this.#intents = new OpenIntents(options.store, options.owner);
    this.#source = {
      client: options.client,
      connection: options.connection,
      signal: this.#closed.signal,
      taken: (intent) => this.#intents.save(intent),
      abort: (actionId) => this.run(actionAbort.name, { action_id: actionId }).result(),
    };
  }

  /** What is under way, oldest first. */
  get open(): Observable<readonly ActionRun[]> {
    return this.#open;
  }

  /** Has an action carried out. The same key again, while it is open, is the same run: a second click changes nothing. */
  run<Name extends ActionName>(action: Name, payload: InputOf<Name>, options: RunOptions = {}): ActionRun<Name> {
    const { reason, idempotencyKey: key = uuidv7() } = options;
    const intent: Intent = { key, action, payload, ...(reason === undefined ? {} : { reason }), begunAt: Date.now() };
    const open = this.#find(intent.key);
    if (open) return open as unknown as ActionRun<Name>;
    const failed = refusalOf(intent);
    return this.#begin<Name>(intent, { ...(failed ? { failed } : {}), known: "none" });
  }

  /** What an action would change; it changes nothing. Errors: ApiError. */
  async dryRun<Name extends DryRunnable>(
    action: Name,
    payload: InputOf<Name>,
    options: { reason?: string; signal?: AbortSignal } = {},
  ): Promise<DryRunOf<Name>> {
    const { reason, signal } = options;
    const body = { action, payload, dry_run: true, ...(reason === undefined ? {} : { reason }) };
    const { result } = await this.#options.client.call(adminOperations.action, { body, ...(signal ? { signal } : {}) });
    const told = findAction(action)?.dryRun?.safeParse(result);
    if (!told?.success) throw new ApiError("UNEXPECTED_REPLY", undefined, { cause: told?.error });
    return told.data as DryRunOf<Name>;
  }

  /**
   * Goes on with what was open when the program or page ended. What was wanted a while ago and never answered is not sent by
   * itself: nobody expects it any more. It comes back failed, outcome unknown, for the person to `sendAgain`.
   */
  resume(): ActionRun[] {
    const open = this.#intents.list().filter(({ key, action }) => !this.#find(key) && findAction(action));
    return open.map((intent) => {
      const forgotten = intent.actionId === undefined && Date.now() - intent.begunAt > stillWantedMs;
      return this.#begin(intent, { ...(forgotten ? { failed: new ApiError("NETWORK_ERROR") } : {}), known: "unknown" });
    });
  }

  /** Sends an intent of unknown outcome again, under its own key: it is answered what came of it, or happens now. */
  sendAgain<Name extends ActionName>(run: ActionRun<Name>): ActionRun<Name> {
    const { intent } = run;
    return (this.#find(intent.key) as ActionRun<Name> | undefined) ?? this.#begin<Name>(intent, { known: "unknown" });
  }

  /** Follows nothing any more; what is open is remembered. */
  close(): void {
    this.#closed.abort();
  }

  #find(key: string): ActionRun | undefined {
    return this.#open.getSnapshot().find(({ intent }) => intent.key === key);
  }

  #begin<Name extends ActionName>(intent: Intent, how: { failed?: ApiError; known: Outcome }): ActionRun<Name> {
    const { data } = this.#options;
    if (!how.failed) this.#intents.save(intent);
    const effect = certainEffects[intent.action as ActionName] as CertainEffect<unknown> | undefined;
    const assumption = how.failed || !effect ? undefined : data?.assume((all) => effect(all, intent.payload));
    const noMore = data?.hurry();
    const run = new ActionRun<Name>(intent, this.#source, how);
    this.#open.set([...this.#open.getSnapshot(), run as unknown as ActionRun]);
    void this.#end(run as unknown as ActionRun, assumption, noMore);
    return run;
  }

  async #end(run: ActionRun, assumption: Assumption | undefined, noMore: (() => void) | undefined): Promise<void> {
    const state = await run.ended();
    const outcome = state.phase === "done" ? "done" : state.outcome;
    if (outcome === "done") assumption?.settle();
    else assumption?.takeBack();
    noMore?.();
    if (outcome !== "unknown") this.#intents.forget(run.intent.key);
    this.#open.set(this.#open.getSnapshot().filter((open) => open !== run));
  }
}

/** What the contract has against it: it need not be sent to be told. */
function refusalOf({ action, payload, reason }: Intent): ApiError | undefined {
  const contract = findAction(action);
  if (!contract) return new ApiError("UNKNOWN_ACTION");
  const { error } = requestSchemaOf(contract).safeParse({
    action,
    payload,
    ...(reason === undefined ? {} : { reason }),
  });
  if (!error) return undefined;
  const details = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  return new ApiError("VALIDATION_ERROR", undefined, { details });
}
