import type { Redis } from "ioredis";
import type { Script } from "./script.ts";

/** Redis is not connected, or has not answered in time. Whoever gets it goes on without Redis. */
export class RedisAway extends Error {
  constructor(why: string) {
    super(`Redis ${why}.`);
    this.name = "RedisAway";
  }
}

/** A connection whose calls end within a budget, so that Redis can never hold up a request. */
export class RedisLink {
  readonly #client: Redis;
  readonly #budgetMs: number;
  /** Calls that were given up and have not come back: while there are any, nobody else waits. */
  #overdue = 0;

  constructor(client: Redis, budgetMs: number) {
    this.#client = client;
    this.#budgetMs = budgetMs;
  }

  /** Whether a call would be sent now. */
  get ready(): boolean {
    return this.#client.status === "ready" && this.#overdue === 0;
  }

  /** Runs a script in one call. Errors: `RedisAway`, or what the script throws. */
  run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return this.#withinBudget(async () => {
      try {
        return await this.#client.evalsha(script.sha1, keys.length, ...keys, ...args);
      } catch (error) {
        // The server has not seen it since its start: then the text goes along.
        if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
        return this.#client.eval(script.text, keys.length, ...keys, ...args);
      }
    });
  }

  /** The value of a key, null where there is none. Errors: `RedisAway`. */
  get(key: string): Promise<string | null> {
    return this.#withinBudget(() => this.#client.get(key));
  }

  /** Sets a value for `seconds`. Errors: `RedisAway`. */
  async set(key: string, value: string, seconds: number): Promise<void> {
    await this.#withinBudget(() => this.#client.set(key, value, "EX", seconds));
  }

  close(): void {
    this.#client.disconnect();
  }

  async #withinBudget<Reply>(send: () => Promise<Reply>): Promise<Reply> {
    if (this.#client.status !== "ready") throw new RedisAway("is not connected");
    if (this.#overdue > 0) throw new RedisAway("is slow");
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    let late = false;
    const giveUp = (): void => {
      late = true;
      this.#overdue += 1;
      reject(new RedisAway(`did not answer within ${this.#budgetMs} ms`));
    };
    // When this process itself was busy the answer may lie in the socket by now: it is read before the budget is held against Redis.
    let lastLook: NodeJS.Immediate | undefined;
    const timer = setTimeout(() => (lastLook = setImmediate(giveUp)), this.#budgetMs);
    void send()
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        clearImmediate(lastLook);
        if (late) this.#overdue -= 1;
      });
    return promise;
  }
}
