import { AppError } from "@agentos/contracts/errors";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import { isAway } from "@agentos/service-kit/http/errors";
import { isNotOpen, type AnyDb } from "../completion.ts";
import { LeaseLost } from "../operations/leases.ts";
import { remember, showLife, type Reached } from "./operations.ts";
import type { LongOperation } from "./tables.ts";

const lifeEveryMs = 1000;

/** One run of a long action as its instance sees it: shows life by itself, and is told when to stop. */
export class LongRun {
  readonly #db: AnyDb;
  readonly #log: Logger;
  readonly #operation: LongOperation;
  readonly #stop = new AbortController();
  readonly #over = new AbortController();
  readonly #life: Promise<void>;
  #reached: Reached = { done: 0, total: 0 };

  constructor({ db, log }: { db: AnyDb; log: Logger }, operation: LongOperation, stopping: AbortSignal) {
    this.#db = db;
    this.#log = log;
    this.#operation = operation;
    const stop = (): void => this.#stop.abort(new Stopped());
    if (stopping.aborted) stop();
    else stopping.addEventListener("abort", stop, { signal: this.#over.signal });
    this.#life = this.#keepAlive();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  remember(state: unknown): Promise<void> {
    return remember(this.#db, this.#operation, state);
  }

  async progress(done: number, total: number): Promise<void> {
    this.#reached = { done: Math.floor(done), total: Math.floor(total) };
    await this.#look();
    this.signal.throwIfAborted();
  }

  /** Nothing more is told; resolves when nothing is under way. */
  async end(): Promise<void> {
    this.#over.abort();
    await this.#life;
  }

  async #keepAlive(): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      await pause(lifeEveryMs, signal);
      if (!signal.aborted) await this.#look().catch((error) => this.#mishap(error));
    }
  }

  async #look(): Promise<void> {
    const wanted = await showLife(this.#db, this.#operation, this.#reached);
    if (wanted) this.#stop.abort(aborted(this.#reached));
  }

  /** A database that is away is waited for: the lease tells when that was too long. */
  #mishap(error: unknown): void {
    const fields = { err: error, action_id: this.#operation.action_id };
    if (isAway(error)) this.#log.warn(fields, "a long action cannot show life");
    else if (error instanceof LeaseLost || isNotOpen(error)) this.#stop.abort(error);
    else this.#log.error(fields, "a long action cannot show life");
  }
}

/** This instance was told to stop: another one goes on. */
export class Stopped extends Error {
  constructor() {
    super("this instance is stopping");
    this.name = "Stopped";
  }
}

function aborted({ done, total }: Reached): AppError {
  const far = total > 0 ? ` It was at ${done} of ${total}.` : "";
  return new AppError("ACTION_ABORTED", `It was stopped because somebody asked for it.${far}`);
}
