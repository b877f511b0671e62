import { AppError } from "@agentos/contracts/errors";
import type { StageName } from "@agentos/contracts/stages/stages";
import { identify } from "@agentos/local-servers/process/process-identity";
import type { ProcessSpec } from "@agentos/local-servers/process/process-spec";
import { bootId } from "../state/boot-id.ts";
import { removeState, writeState, type Addresses, type StateFile } from "@agentos/local-servers/process/state-file";
import { SupervisedProcess } from "./supervised-process.ts";

/** Whose worker a process is, and the how many-th of that agent, from 1. */
export type SlotNumber = { agent: StageName; number: number };

/** A process to supervise; `alive` is asked from time to time, and a process that stays silent is replaced. */
export type Supervision = {
  spec: ProcessSpec;
  alive?: () => Promise<void>;
  slot?: SlotNumber;
  /** The services that run in it. */
  services?: readonly string[];
};

/** The process that took longest to stop, and how long. */
export type Slowest = { name: string; ms: number };

/** Parent of all processes of a local start: keeps them running and keeps the state file true. */
export class Supervisor {
  readonly #file: string;
  readonly #say: (line: string) => void;
  readonly #groups: SupervisedProcess[][] = [];
  readonly #supervisions = new Map<SupervisedProcess, Supervision>();
  readonly #startedAt = new Date().toISOString();
  #addresses: Addresses | undefined;
  #ready = false;
  #isOver = false;
  #stopping: Promise<Slowest> | undefined;

  constructor(options: { stateFile: string; say: (line: string) => void }) {
    this.#file = options.stateFile;
    this.#say = options.say;
  }

  /** Starts processes at the same time; resolves when all serve, fails when one does not. They stop together, before those that were started earlier. */
  async start(supervisions: readonly Supervision[]): Promise<void> {
    if (this.#stopping) throw new Error("Stopped before it had started.");
    const group = supervisions.map((one) => this.#supervise(one));
    this.#groups.push(group);
    await Promise.all(group.map((one) => one.start()));
  }

  /** Begins another process beside those that were started last; does not wait until it serves. */
  add(supervision: Supervision): void {
    const group = this.#groups.at(-1);
    if (this.#stopping || !group) throw new AppError("SERVICE_UNAVAILABLE", "The system is being started or stopped.");
    const process = this.#supervise(supervision);
    group.push(process);
    process.run();
  }

  /** Stops a process, and lets go of it unless it is wanted again meanwhile. */
  async remove(process: SupervisedProcess): Promise<void> {
    await process.stop();
    if (process.wanted || this.#stopping) return;
    for (const group of this.#groups) if (group.includes(process)) group.splice(group.indexOf(process), 1);
    this.#supervisions.delete(process);
    this.#write();
  }

  /** Another process in the place of the one of that name. Returns when it is taken on. Errors: NOT_FOUND. */
  restart(name: string, options: { graceful: boolean }): void {
    const found = this.#groups.flat().find((one) => one.name === name);
    if (!found) throw new AppError("NOT_FOUND", `There is no process ${name}.`);
    this.follow(found.restart(options));
  }

  /** Other processes in the place of those that run one of these services and are wanted; gives their names. */
  restartServices(services: ReadonlySet<string>): string[] {
    const affected = [...this.#supervisions].filter(
      ([process, supervision]) => process.wanted && supervision.services?.some((service) => services.has(service)),
    );
    for (const [process] of affected) this.follow(process.restart({ graceful: true }));
    return affected.map(([process]) => process.name);
  }

  /** What goes on after whoever asked for it was answered; a failure of it is said on the terminal. */
  follow(work: Promise<void>): void {
    work.catch((error: unknown) => this.#say(String(error)));
  }

  /** The processes that are workers. */
  slots(): { process: SupervisedProcess; slot: SlotNumber }[] {
    return [...this.#supervisions].flatMap(([process, { slot }]) => (slot ? [{ process, slot }] : []));
  }

  /** What runs, and which services it holds. */
  processes(): { name: string; services: string[]; instance: string; serves: boolean }[] {
    return [...this.#supervisions].map(([process, { services = [] }]) => {
      const { name, state, pid, startTime } = process.view();
      return { name, services: [...services], instance: pid ? `${pid}-${startTime}` : "", serves: state === "running" };
    });
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

  #supervise(supervision: Supervision): SupervisedProcess {
    const process = new SupervisedProcess({ ...supervision, say: this.#say, changed: () => this.#write() });
    this.#supervisions.set(process, supervision);
    return process;
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
          if (ms > slowest.ms) slowest = { name: one.name, ms };
        }),
      );
    }
    this.#isOver = true;
    removeState(this.#file);
    return slowest;
  }

  #write(): void {
    if (this.#isOver) return;
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
