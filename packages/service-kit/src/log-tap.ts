import { randomUUID } from "node:crypto";

const room = { lines: 20_000, bytes: 8_000_000 };

/**
 * The lines that a service has logged and nobody has taken yet, as JSON texts. To add one costs an append to a list: whoever logs never
 * waits. Where there is no room, the newest lines are dropped, and counted.
 */
export class LogTap {
  /** Another one for every logger. */
  readonly source = randomUUID();
  readonly service: string;
  readonly instance: string;
  #lines: string[] = [];
  #characters = 0;
  #dropped = 0;
  #wanted: (() => void) | undefined;

  constructor({ service, instance }: { service: string; instance: string }) {
    this.service = service;
    this.instance = instance;
  }

  /** Counts lines that were taken and came to nothing. */
  lost(lines: number): void {
    this.#dropped += lines;
  }

  /** How many lines had no room so far. */
  get dropped(): number {
    return this.#dropped;
  }

  get size(): number {
    return this.#lines.length;
  }

  add(line: string): void {
    if (this.#lines.length >= room.lines || this.#characters >= room.bytes) {
      this.#dropped += 1;
      return;
    }
    this.#lines.push(line);
    this.#characters += line.length;
    this.#wanted?.();
  }

  /** Calls back once, when there is a line. */
  whenLines(call: () => void): void {
    if (this.#lines.length > 0) {
      call();
      return;
    }
    this.#wanted = () => {
      this.#wanted = undefined;
      call();
    };
  }

  /** Takes the oldest lines out: at least one if there is any, and no more than so many. */
  take({ lines, characters }: { lines: number; characters: number }): string[] {
    let count = 0;
    let length = 0;
    while (count < Math.min(lines, this.#lines.length)) {
      length += this.#lines[count]?.length ?? 0;
      if (count > 0 && length > characters) break;
      count += 1;
    }
    const taken = this.#lines.splice(0, count);
    for (const { length: long } of taken) this.#characters -= long;
    return taken;
  }
}
