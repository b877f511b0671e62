import { randomUUID } from "node:crypto";
import { AppError } from "@agentos/contracts/errors";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { Runtime, Slot } from "../../src/runtime/runtime.ts";

/** A worker of the test, which the runtime starts and ends. */
export type Startable = {
  start(): Promise<void>;
  /** Gives its work back, and ends. */
  stop(): Promise<void>;
  /** Ends without a word. */
  kill(): Promise<void>;
};

type Place = Slot & { worker: Startable | null };

/** A runtime in this process: slots hold workers of the test. `calls` is what fleet asked for, in order. */
export type TestRuntime = Runtime & {
  calls: string[];
  /** A process that is replaced gets a slot of another name, as a pod does. */
  renames: boolean;
  /** Makes every call fail as if whoever starts workers did not answer. */
  away: boolean;
  close(): Promise<void>;
};

export function createTestRuntime(create: (slot: string) => Startable): TestRuntime {
  const places: Place[] = [];
  const find = (name: string): Place => {
    const place = places.find(({ slot }) => slot === name);
    if (!place) throw new AppError("NOT_FOUND");
    return place;
  };
  const fill = async (place: Place): Promise<void> => {
    place.worker = create(place.slot);
    place.instance = randomUUID();
    place.state = "running";
    await place.worker.start();
  };
  const empty = async (place: Place, graceful: boolean): Promise<void> => {
    const { worker } = place;
    place.worker = null;
    place.state = "stopping";
    await (graceful ? worker?.stop() : worker?.kill());
    place.state = "stopped";
  };
  const run = async (what: string, work: () => Promise<void>): Promise<void> => {
    if (runtime.away) throw new AppError("SERVICE_UNAVAILABLE");
    runtime.calls.push(what);
    // Only asked: fleet has to observe what comes of it.
    void work();
  };
  const runtime: TestRuntime = {
    name: "local",
    calls: [],
    renames: false,
    away: false,
    async list() {
      if (runtime.away) throw new AppError("SERVICE_UNAVAILABLE");
      return places.map(({ worker: _worker, ...slot }) => slot);
    },
    scale: (agent, replicas) =>
      run(`scale ${agent} ${replicas}`, async () => {
        const own = places.filter((place) => place.agent === agent);
        for (const place of own.slice(replicas)) {
          await empty(place, true);
          places.splice(places.indexOf(place), 1);
        }
        for (const place of own.slice(0, replicas)) if (place.state === "stopped") await fill(place);
        for (let number = own.length + 1; number <= replicas; number += 1) {
          const place = newPlace(agent, number);
          places.push(place);
          await fill(place);
        }
      }),
    async restart(slot, { graceful }) {
      const place = find(slot);
      await run(`restart ${slot}${graceful ? "" : " hard"}`, async () => {
        await empty(place, graceful);
        if (runtime.renames) place.slot = `${place.agent}-${randomUUID().slice(0, 5)}`;
        await fill(place);
      });
    },
    async stop(slot, { force }) {
      const place = find(slot);
      await run(`stop ${slot}${force ? " hard" : ""}`, () => empty(place, !force));
    },
    // Workers alone run here.
    processes: async () => [],
    async restartProcess(name) {
      throw new AppError("NOT_FOUND", `There is no process ${name}.`);
    },
    migrate: async () => [],
    async close() {
      await Promise.all(places.map((place) => place.worker?.stop()));
    },
  };
  return runtime;
}

function newPlace(agent: StageName, number: number): Place {
  return { slot: `${agent}-${number}`, agent, state: "starting", pid: null, instance: "", worker: null };
}
