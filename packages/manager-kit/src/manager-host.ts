import type { ManagerName } from "@agentos/contracts/managers/managers";
import { pause } from "@agentos/service-kit/loop";
import type { Begun } from "./begun.ts";
import { namesOf, tablesOf, type ManagerContext } from "./context.ts";
import { leadSeconds } from "./lead.ts";
import type { ManagerMeters } from "./meters.ts";
import { settleOperations } from "./operations/settle-operations.ts";
import { Run, type AnyWork } from "./run.ts";
import { sqlFile } from "./sql-file.ts";
import { StandingTeller } from "./standing-teller.ts";
import type { RunTrigger } from "./tables.ts";
import { wakeManager } from "./wake.ts";

type Led = {
  name: ManagerName;
  generation: number;
  enabled: boolean;
  paused: boolean;
  settings: Record<string, unknown>;
  interval_seconds: number;
  failing: boolean;
  begins: boolean;
  trigger: RunTrigger;
  started_at: Date;
  /** Null where it is not to run. */
  due_in_seconds: number | null;
};

const look = sqlFile<Led>("look");
/** Without a hint, a copy sees what operators have said after so long at the latest. */
const pollMs = 1000;
const shortestPauseMs = 10;
/** So long before a lead runs out by the database's clock, a run that was not renewed is told to stop. */
const marginMs = 500;

export type HostOptions = {
  context: ManagerContext;
  /** Name of this running copy, which no other has. */
  instance: string;
  works: Record<string, AnyWork>;
  meters: ManagerMeters | undefined;
};

/** Leads and runs an owner's managers, as far as no other copy of the service does. */
export class ManagerHost {
  readonly #options: HostOptions;
  readonly #runs = new Map<ManagerName, Run>();
  readonly #teller: StandingTeller;
  readonly #stopping = new AbortController();
  #woken = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(options: HostOptions) {
    this.#options = options;
    this.#teller = new StandingTeller(options);
  }

  start(): void {
    this.#ended = this.#loop();
  }

  /** Looks at once. */
  wake(): void {
    this.#woken.abort();
  }

  /** Tells the runs to stop, waits for them, and gives the leads back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
    for (const run of this.#runs.values()) run.stop("the service stops");
    await Promise.all([...this.#runs.values()].map((run) => run.ended));
    await this.#giveBack();
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // A hint that comes during the look is for the next one.
      this.#woken = new AbortController();
      const ms = await this.#once().catch((error: unknown) => {
        this.#options.context.log.warn({ err: error }, "managers could not be looked at");
        return pollMs;
      });
      await pause(ms, AbortSignal.any([signal, this.#woken.signal]));
    }
  }

  /** One look. Returns milliseconds until the next. */
  async #once(): Promise<number> {
    const { context, instance } = this.#options;
    const askedAt = performance.now();
    const names = namesOf(context.owner);
    const rows = await look(tablesOf(context), [instance, leadSeconds, names, [...this.#runs.keys()]]);
    const ledUntil = askedAt + leadSeconds * 1000 - marginMs;
    for (const row of rows) {
      this.#teller.tell(row);
      this.#attend(row, ledUntil - performance.now());
    }
    for (const name of await settleOperations(context, instance)) await this.#handOver(name);
    const waits = rows.filter(({ name }) => !this.#runs.has(name)).map(({ due_in_seconds: due }) => due ?? Infinity);
    return Math.max(shortestPauseMs, Math.min(pollMs, ...waits.map((seconds) => seconds * 1000)));
  }

  #attend(row: Led, ledForMs: number): void {
    const run = this.#runs.get(row.name);
    if (run && run.begun.generation !== row.generation) run.stop("the manager was restarted, or led by another");
    else if (run && !row.enabled) run.stop("the manager was stopped");
    else run?.extend(ledForMs);
    if (row.begins) this.#begin(row, ledForMs);
  }

  #begin(row: Led, ledForMs: number): void {
    const { context, instance, works } = this.#options;
    const begun: Begun = {
      manager: row.name,
      instance,
      generation: row.generation,
      settings: row.settings,
      intervalSeconds: row.interval_seconds,
      trigger: row.trigger,
      startedAt: row.started_at,
    };
    const work = works[row.name];
    if (!work) throw new TypeError(`${context.owner} has no work for ${row.name}.`);
    const run = new Run(context, begun, work);
    run.extend(ledForMs);
    this.#runs.set(row.name, run);
    void this.#seeEnd(run);
  }

  async #seeEnd(run: Run): Promise<void> {
    const ended = await run.ended;
    this.#options.meters?.take(ended);
    this.#runs.delete(ended.manager);
    this.wake();
  }

  /** Ends the run, if there is one, and lets go of the lead at the look after it. */
  async #handOver(name: ManagerName): Promise<void> {
    const run = this.#runs.get(name);
    if (run) return run.stop("the lead goes to another instance");
    await this.#letGo().where("name", "=", name).where("leaving", "=", this.#options.instance).execute();
    wakeManager(this.#options.context, name);
  }

  async #giveBack(): Promise<void> {
    const { context, instance } = this.#options;
    try {
      await this.#letGo().execute();
      await tablesOf(context).deleteFrom("manager_instances").where("instance", "=", instance).execute();
    } catch (error) {
      context.log.warn({ err: error }, "leads were not given back; they run out");
    }
  }

  #letGo() {
    const nothing = { leader: null, lease_expires_at: null, running_since: null };
    const { context, instance } = this.#options;
    return tablesOf(context).updateTable("managers").set(nothing).where("leader", "=", instance);
  }
}
