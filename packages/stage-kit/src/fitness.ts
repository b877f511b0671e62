import { AppError } from "@agentos/contracts/errors";
import type { SelfTestReport } from "@agentos/contracts/messages/fleet";
import type { Logger } from "@agentos/service-kit/logger";
import { pause } from "@agentos/service-kit/loop";
import type { StageDefinition } from "./stage.ts";
import type { RunTool } from "./tools.ts";

export type FitnessOptions = {
  definition: Pick<StageDefinition, "name" | "selfTest">;
  runTool: RunTool;
  log: Logger;
  /** Called when a test has ended. */
  changed: () => void;
};

const againMs = 15_000;
const forever = 2 ** 31 - 1;

/** Knows whether the worker's programs and models work: tests them at the start, again until they pass, and when asked. */
export class Fitness {
  readonly #options: FitnessOptions;
  #ready = false;
  #report: SelfTestReport | null = null;
  #asked: string | null = "start";
  #wake: (() => void) | undefined;

  constructor(options: FitnessOptions) {
    this.#options = options;
  }

  get ready(): boolean {
    return this.#ready;
  }

  get report(): SelfTestReport | null {
    return this.#report;
  }

  /** Asks for a test under an id, unless it has been made. */
  ask(id: string): void {
    if (this.#report?.id === id || this.#asked === id) return;
    this.#asked = id;
    this.#wake?.();
  }

  /** Tests until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const rest = new AbortController();
      this.#wake = () => rest.abort();
      const id = this.#asked ?? this.#report?.id ?? "again";
      await this.#test(id);
      if (this.#asked === id) this.#asked = null;
      this.#options.changed();
      if (this.#asked === null) await pause(this.#ready ? forever : againMs, AbortSignal.any([signal, rest.signal]));
    }
  }

  async #test(id: string): Promise<void> {
    const { definition, runTool, log } = this.#options;
    const startedAt = performance.now();
    const tell = (failure: AppError | null): void => {
      this.#ready = failure === null;
      this.#report = {
        id,
        ok: failure === null,
        error_code: failure?.code ?? null,
        message: failure?.message ?? null,
        seconds: (performance.now() - startedAt) / 1000,
        at: new Date().toISOString(),
      };
    };
    try {
      await definition.selfTest(runTool);
      tell(null);
      log.info({ stage: definition.name, test: id }, "self-test passed");
    } catch (error) {
      log.error({ err: error, stage: definition.name }, "self-test failed: the worker takes no work until it passes");
      tell(error instanceof AppError ? error : new AppError("ENGINE_MISSING", undefined, { cause: error }));
    }
  }
}
