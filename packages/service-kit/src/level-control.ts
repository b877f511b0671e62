import type { Level, Logger as PinoLogger } from "pino";

const mostSeconds = 2_000_000;

/**
 * At which level a logger and all that were made of it log: at the one of the configuration, or for a time at one that somebody has
 * set.
 */
export class LevelControl {
  #configured: string;
  #set: Level | undefined;
  #back: NodeJS.Timeout | undefined;
  readonly #loggers: WeakRef<PinoLogger>[] = [];
  #tidyAt = 64;

  constructor(configured: string) {
    this.#configured = configured;
  }

  /** A logger that follows from now on, for as long as anybody uses it. */
  follow(logger: PinoLogger): void {
    if (this.#loggers.length >= this.#tidyAt) this.#tidy();
    this.#loggers.push(new WeakRef(logger));
  }

  /** What holds while nobody has set a level. */
  configure(level: string): void {
    this.#configured = level;
    this.#apply();
  }

  /** Logs at a level from now on, for so many seconds; null: until it is reset. */
  set(level: Level, forSeconds: number | null): void {
    clearTimeout(this.#back);
    this.#set = level;
    this.#apply();
    if (forSeconds === null) return;
    this.#back = setTimeout(() => this.reset(), Math.min(forSeconds, mostSeconds) * 1000).unref();
  }

  /** Logs as it was configured. */
  reset(): void {
    clearTimeout(this.#back);
    this.#set = undefined;
    this.#apply();
  }

  #apply(): void {
    const level = this.#set ?? this.#configured;
    for (const reference of this.#loggers) {
      const logger = reference.deref();
      if (logger && logger.level !== level) logger.level = level;
    }
  }

  #tidy(): void {
    const alive = this.#loggers.filter((reference) => reference.deref() !== undefined);
    this.#loggers.splice(0, this.#loggers.length, ...alive);
    this.#tidyAt = Math.max(64, alive.length * 2);
  }
}
