import { AppError } from "@agentos/contracts/errors";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { SupervisedSlot } from "@agentos/contracts/supervisor";
import type { ProcessState } from "@agentos/local-servers/process/state-file";
import type { SupervisedProcess } from "./supervised-process.ts";
import type { SlotNumber, Supervision, Supervisor } from "./supervisor.ts";

/** The name of a slot: `video_cutter-1`. */
export function nameOf({ agent, number }: SlotNumber): string {
  return `${agent}-${number}`;
}

/** How to run a worker in a slot that is not there yet. */
export type PlanWorker = (slot: SlotNumber) => Promise<Supervision>;

/**
 * The workers of a supervisor, as places that have processes. Every method returns when its wish is taken on; `list` says what
 * came of it. Wishes that come at the same time are taken on one after another.
 */
export class WorkerSlots {
  readonly #supervisor: Supervisor;
  readonly #plan: PlanWorker;
  #turn: Promise<void> = Promise.resolve();

  constructor(supervisor: Supervisor, plan: PlanWorker) {
    this.#supervisor = supervisor;
    this.#plan = plan;
  }

  list(): SupervisedSlot[] {
    return this.#supervisor.slots().map(({ process, slot }) => ({
      slot: nameOf(slot),
      agent: slot.agent,
      state: process.view().state === "running" && !process.serves ? "starting" : slotStates[process.view().state],
      pid: process.view().pid ?? null,
      instance: process.instance,
    }));
  }

  /** Wants that many workers of an agent: starts stopped ones first, then new ones; ends those of the highest numbers. */
  scale(agent: StageName, replicas: number): Promise<void> {
    const scaled = this.#turn.then(() => this.#scale(agent, replicas));
    // Whoever waits next waits for the end, not for the success.
    this.#turn = scaled.catch(() => undefined);
    return scaled;
  }

  /** Errors: NOT_FOUND. */
  restart(slot: string, options: { graceful: boolean }): void {
    this.#supervisor.follow(this.#find(slot).restart(options));
  }

  /** Nothing runs in it until it is restarted or scaled up. Errors: NOT_FOUND. */
  stop(slot: string, options: { force: boolean }): void {
    this.#supervisor.follow(this.#find(slot).stop(options));
  }

  async #scale(agent: StageName, replicas: number): Promise<void> {
    const own = this.#slotsOf(agent);
    const wanted = own.filter(({ process }) => process.wanted);
    for (const { process } of wanted.slice(replicas)) this.#supervisor.follow(this.#supervisor.remove(process));
    const missing = replicas - wanted.length;
    const stopped = own.filter(({ process }) => !process.wanted).slice(0, Math.max(0, missing));
    for (const { process } of stopped) process.run();
    for (let added = stopped.length; added < missing; added += 1) {
      const taken = new Set(this.#slotsOf(agent).map(({ slot }) => slot.number));
      this.#supervisor.add(await this.#plan({ agent, number: firstFree(taken) }));
    }
  }

  /** By number. */
  #slotsOf(agent: StageName): { process: SupervisedProcess; slot: SlotNumber }[] {
    const own = this.#supervisor.slots().filter(({ slot }) => slot.agent === agent);
    return own.toSorted((a, b) => a.slot.number - b.slot.number);
  }

  #find(name: string): SupervisedProcess {
    const found = this.#supervisor.slots().find(({ slot }) => nameOf(slot) === name);
    if (!found) throw new AppError("NOT_FOUND", `There is no slot ${name}.`);
    return found.process;
  }
}

const slotStates: Record<ProcessState, SupervisedSlot["state"]> = {
  starting: "starting",
  running: "running",
  restarting: "starting",
  stopping: "stopping",
  stopped: "stopped",
};

function firstFree(taken: ReadonlySet<number>): number {
  let number = 1;
  while (taken.has(number)) number += 1;
  return number;
}
