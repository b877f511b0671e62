import { identify } from "@agentos/local-servers/process/process-identity";
import type { ProcessSpec } from "@agentos/local-servers/process/process-spec";
import { bootId } from "../state/boot-id.ts";
import { removeState, writeState, type Addresses, type StateFile } from "@agentos/local-servers/process/state-file";
import { SupervisedProcess } from "./supervised-process.ts";

/** A process to supervise; `alive` is asked from time to time, and a process that stays silent is replaced. */
export type Supervision = { spec: ProcessSpec; alive?: () => Promise<void> };

/** The process that took longest to stop, and how long. */
export type Slowest = { name: string; ms: number };

/** Parent of all processes of a local start: keeps them running and keeps the state file true. */
export class Supervisor {
  readonly #file: string;
  readonly #say: (line: string) => void;
  readonly #groups: SupervisedProcess[][] = [];
  readonly #startedAt = new Date().toISOString();
  #addresses: Addresses | undefined;
  #ready = false;
  #stopping: Promise<Slowest> | undefined;

  constructor(options: { stateFile: string; say: (line: string) => void }) {
    this.#file = options.stateFile;
    this.#say = options.say;
  }

  /** Starts processes at the same time; resolves when all serve, fails when one does not. They stop together, before those that were started earlier. */
  async start(supervisions: readonly Supervision[]): Promise<void> {
    if (this.#stopping) throw new Error("Stopped before it had started.");
    const group = supervisions.map(
      (one) => new SupervisedProcess({ ...one, say: this.#say, changed: () => this.#write() }),
    );
    this.#groups.push(group);
    await Promise.all(group.map((one) => one.start()));
  }

  /** Everything serves, at these addresses. */
  announce(addresses: Addresses): void {
    this.#addresses = addresses;
    this.#ready = true;
    this.#write();
  }

  /** Stops all, last started first, and tells what took longest. Called again, it waits for the same end. */
  stop(): Promise<Slowest> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<Slowest> {
    this.#ready = false;
    let slowest: Slowest = { name: "nothing", ms: 0 };
    for (const group of this.#groups.toReversed()) {
      const startedAt = performance.now();
      await Promise.all(
        group.map(async (one) => {
          await one.stop();
          const ms = performance.now() - startedAt;
          if (ms > slowest.ms) slowest = { name: one.view().name, ms };
        }),
      );
    }
    removeState(this.#file);
    return slowest;
  }

  #write(): void {
    const state: StateFile = {
      bootId: bootId(),
      supervisor: identify(process.pid),
      startedAt: this.#startedAt,
      ready: this.#ready,
      ...(this.#addresses ? { addresses: this.#addresses } : {}),
      processes: this.#groups.flat().map((one) => one.view()),
    };
    writeState(this.#file, state);
  }
}
