import type { Directives, Heartbeat } from "@agentos/contracts/messages/fleet";
import { heartbeats } from "@agentos/contracts/limits";
import type { Logger } from "@agentos/service-kit/logger";
import { pause, repeat } from "@agentos/service-kit/loop";
import type { FleetPort } from "./fleet-port.ts";

export type HeartOptions = {
  worker: Pick<Heartbeat, "worker_id" | "agent">;
  port: FleetPort;
  /** What is to be reported now. */
  report: (leaving: boolean) => Promise<Heartbeat>;
  /** Called with every answer. */
  apply: (directives: Directives) => void;
  log: Logger;
};

/** Between two reports at the least, so that many changes at once are one report. */
const restMs = 100;
/** Between two tries until fleet has answered for the first time. */
const firstTriesMs = 1000;

/** Reports to fleet every five seconds, and soon after something has changed; passes on what is answered. */
export class Heart {
  readonly #options: HeartOptions;
  readonly #stopping = new AbortController();
  #beating: Promise<void> = Promise.resolve();
  #subscription: { unsubscribe(): void } | undefined;
  #wake: (() => void) | undefined;
  #answered = false;

  constructor(options: HeartOptions) {
    this.#options = options;
  }

  start(): void {
    const { port, worker, log } = this.#options;
    this.#subscription = port.onNudge(worker, () => this.beatSoon());
    const signal = this.#stopping.signal;
    this.#beating = repeat({ name: "heartbeat", everyMs: restMs, signal, log, work: () => this.#beatAndRest() });
  }

  beatSoon(): void {
    this.#wake?.();
  }

  /** Says a last word; fleet finds out by itself where it does not arrive. */
  async stop(): Promise<void> {
    this.#subscription?.unsubscribe();
    this.#stopping.abort();
    this.#wake?.();
    await this.#beating;
    try {
      await this.#options.port.beat(await this.#options.report(true));
    } catch (error) {
      this.#options.log.debug({ err: error }, "fleet did not hear the last word");
    }
  }

  async #beatAndRest(): Promise<void> {
    // The promise stands before the report is made, so that a change meanwhile is not missed.
    const rested = this.#nextBeat();
    try {
      const directives = await this.#options.port.beat(await this.#options.report(false));
      this.#answered = true;
      this.#options.apply(directives);
    } finally {
      await rested;
    }
  }

  async #nextBeat(): Promise<void> {
    const rest = new AbortController();
    this.#wake = () => rest.abort();
    await pause(this.#answered ? heartbeats.everySeconds * 1000 : firstTriesMs, rest.signal);
  }
}
