import { AppError } from "@agentos/contracts/errors";
import { logBatch, logLevelsSet, takeLogLines, type WantedLevel } from "@agentos/contracts/messages/logs";
import type { LevelControl } from "@agentos/service-kit/level-control";
import { levelOf, tapOf, type Logger } from "@agentos/service-kit/logger";
import type { LogTap } from "@agentos/service-kit/log-tap";
import { pause } from "@agentos/service-kit/loop";
import type { NatsConnection } from "@nats-io/transport-node";
import { batchOf } from "./log-batch.ts";
import { askInJson, onHint } from "./request.ts";

/** Lines wait so long for others to go with them. */
const gatherMs = 200;
/** Whoever has nothing to say asks so often for its level. */
const askEveryMs = 5000;
const waitMs = { atFirst: 500, atMost: 10_000 };
const lastWordsMs = 1000;
/** It keeps no process alive. */
const idle = { ref: false };

/**
 * Hands in what a service logs, and logs at the level that is wanted of it. Nobody waits for it: lines wait in the logger's tap while
 * they are not taken. Before the connection closes, the last ones are handed in.
 */
export function shipLogs(nc: NatsConnection, log: Logger): void {
  const [tap, level] = [tapOf(log), levelOf(log)];
  if (!tap || !level) return;
  const shipping = new Shipping(nc, tap, level);
  onHint(nc, logLevelsSet, log, ({ levels }) => {
    obey(level, levels.find(({ service }) => service === tap.service) ?? null);
  });
  const close = nc.close.bind(nc);
  nc.close = async () => {
    await shipping.end();
    await close();
  };
}

class Shipping {
  readonly #nc: NatsConnection;
  readonly #tap: LogTap;
  readonly #level: LevelControl;
  readonly #over = new AbortController();
  readonly #loop: Promise<void>;
  #batch = 1;
  /** Taken out of the tap, and not known to have arrived. */
  #underWay: string[] = [];
  #failures = 0;

  constructor(nc: NatsConnection, tap: LogTap, level: LevelControl) {
    this.#nc = nc;
    this.#tap = tap;
    this.#level = level;
    void nc.closed().then(() => this.#over.abort());
    this.#loop = this.#run();
  }

  async end(): Promise<void> {
    this.#over.abort();
    await this.#loop;
    const until = performance.now() + lastWordsMs;
    while (this.#failures === 0 && this.#left() > 0 && performance.now() < until) await this.#send(lastWordsMs);
  }

  async #run(): Promise<void> {
    const { signal } = this.#over;
    await this.#send();
    while (!signal.aborted) {
      await this.#untilLines();
      if (this.#left() < logBatch.lines) await pause(gatherMs, signal, idle);
      if (signal.aborted) return;
      await this.#send();
      if (this.#failures > 0) await pause(Math.min(waitMs.atFirst * 2 ** this.#failures, waitMs.atMost), signal, idle);
    }
  }

  #left(): number {
    return this.#underWay.length + this.#tap.size;
  }

  async #untilLines(): Promise<void> {
    if (this.#left() > 0) return;
    const waiting = new AbortController();
    const stop = (): void => waiting.abort();
    this.#over.signal.addEventListener("abort", stop, { signal: waiting.signal });
    this.#tap.whenLines(stop);
    await pause(askEveryMs, waiting.signal, idle);
    stop();
  }

  /** The same lines under the same number until they are known to have arrived: they are taken once. */
  async #send(deadlineMs = takeLogLines.deadlineMs): Promise<void> {
    if (this.#underWay.length === 0) {
      this.#underWay = this.#tap.take(logBatch);
    }
    const lines = this.#underWay;
    try {
      const body = batchOf(this.#tap, lines.length > 0 ? this.#batch : 0, lines);
      const { level } = await askInJson(this.#nc, takeLogLines, body, { deadlineMs });
      if (lines.length > 0) this.#batch += 1;
      this.#underWay = [];
      this.#failures = 0;
      obey(this.#level, level);
    } catch (error) {
      // To log it would add to what cannot be handed in. The lines wait, and what has no room is counted.
      this.#failures += 1;
      if (error instanceof AppError && !error.retryable) this.#lose();
    }
  }

  /** These lines will never be taken: the next ones must not wait for them. */
  #lose(): void {
    this.#tap.lost(this.#underWay.length);
    this.#underWay = [];
  }
}

function obey(control: LevelControl, wanted: WantedLevel | null): void {
  if (wanted) control.set(wanted.level, wanted.for_seconds);
  else control.reset();
}
