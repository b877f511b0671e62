import { logLines } from "@agentos/contracts/events/ticks";
import type { LogBatch } from "@agentos/contracts/messages/logs";
import { tick } from "@agentos/messaging/tick";
import type { NatsConnection } from "@nats-io/transport-node";
import type { z } from "zod";
import type { LineToKeep } from "./line-of.ts";

type Told = z.input<typeof logLines.payload>["lines"][number];
const pace = { everyMs: 500, lines: 60, message: 300 };

/**
 * Tells whoever watches of lines as they are taken in: so many twice a second, the latest where there are more. Those that are left
 * out are counted.
 */
export class TailTeller {
  readonly #nc: NatsConnection;
  #lines: Told[] = [];
  #untold = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(nc: NatsConnection) {
    this.#nc = nc;
  }

  tell(batch: Pick<LogBatch, "service" | "instance">, lines: readonly LineToKeep[], ids: readonly number[]): void {
    const from = Math.max(0, lines.length - pace.lines);
    const { service, instance } = batch;
    for (const [index, { at, level, message, trace_id, job_id }] of lines.slice(from).entries()) {
      const head = { id: `${ids[from + index]}`, at: at.toISOString(), level, service, instance };
      this.#lines.push({ ...head, message: message.slice(0, pace.message), trace_id, job_id });
    }
    const many = Math.max(0, this.#lines.length - pace.lines);
    this.#lines.splice(0, many);
    this.#untold += from + many;
    this.#timer ??= setTimeout(() => this.#say(), pace.everyMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #say(): void {
    this.#timer = undefined;
    tick(this.#nc, logLines, { lines: this.#lines, untold: this.#untold });
    this.#lines = [];
    this.#untold = 0;
  }
}
