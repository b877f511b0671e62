import { pause } from "@agentos/service-kit/loop";
import type { PoolClient } from "pg";

/**
 * Rings for a relay when events are written to a schema, on the connection that holds the relay's lead; the other end is
 * `schema/wake-relay.sql`. It rings only for a relay that sleeps: one that is awake looks by itself, and costs no commit anything.
 */
export class RelayBell {
  readonly #client: PoolClient;
  readonly #lock: string;
  #asleep = false;
  #rung = new AbortController();

  private constructor(client: PoolClient, schema: string) {
    this.#client = client;
    this.#lock = `${schema}: the relay sleeps`;
  }

  /** The connection is the bell's until it is closed. */
  static async hang(client: PoolClient, schema: string): Promise<RelayBell> {
    const bell = new RelayBell(client, schema);
    client.on("notification", () => bell.#rung.abort());
    await client.query(`listen ${client.escapeIdentifier(`${schema}_events`)}`);
    return bell;
  }

  /** From now on every commit of an event rings, as long as this is true. */
  get asleep(): boolean {
    return this.#asleep;
  }

  /**
   * False while a transaction is under way that has written events and will not ring. Once it is true, all that did not ring has
   * been committed: whoever looks then has seen everything, and may wait for the bell.
   */
  async fallAsleep(): Promise<boolean> {
    this.#rung = new AbortController();
    this.#asleep = await this.#ask("pg_try_advisory_lock");
    return this.#asleep;
  }

  async wake(): Promise<void> {
    if (this.#asleep) await this.#ask("pg_advisory_unlock");
    this.#asleep = false;
  }

  /** Waits for the bell, `ms` at the most; returns at once when it has rung since the relay fell asleep, or the signal aborts. */
  async untilRung(ms: number, signal: AbortSignal): Promise<void> {
    await pause(ms, AbortSignal.any([signal, this.#rung.signal]));
    this.#rung = new AbortController();
  }

  async #ask(about: "pg_try_advisory_lock" | "pg_advisory_unlock"): Promise<boolean> {
    const text = `select ${about}(hashtextextended($1, 0)) as answer`;
    return (await this.#client.query<{ answer: boolean }>(text, [this.#lock])).rows[0]?.answer === true;
  }
}
