import type { ProcessSpec } from "@agentos/local-servers/process/process-spec";
import { repositoryRoot } from "../config.ts";
import type { Folders } from "../state/folders.ts";
import type { SlotNumber, Supervision } from "../supervisor/supervisor.ts";
import { nameOf } from "../supervisor/worker-slots.ts";
import type { Unit } from "./units.ts";

/** One process and the units that it holds. */
export type PlannedProcess = { name: string; program: string; args: readonly string[]; units: readonly Unit[] };

const composed: Record<string, readonly Unit["service"][]> = {
  host: ["audit", "identity", "uploads", "jobs", "fleet", "system", "action-dispatcher", "read-model"],
  edge: ["gateway", "upload-ui", "admin-ui"],
};

/** Owners in one process, the front door and the apps in another, each worker in its own; with `split`, all apart. */
export function planProcesses(units: readonly Unit[], split: boolean): PlannedProcess[] {
  const groups = split ? {} : composed;
  const grouped = Object.entries(groups).map(([name, services]) => ({
    name,
    program: `infra/local/src/${name}.ts`,
    args: [],
    units: services.flatMap((service) => units.find((unit) => unit.service === service) ?? []),
  }));
  const taken = new Set(grouped.flatMap((group) => group.units));
  const alone = units.filter((unit) => !taken.has(unit));
  return [...grouped, ...alone.map(aloneAs)];
}

/** A service, or a worker, in a process of its own. */
export function aloneAs(unit: Unit): PlannedProcess {
  const { slot } = unit;
  return {
    name: slot ? processNameOf(slot) : unit.name,
    program: `services/${unit.service}/src/main.ts`,
    args: slot ? ["--stage", slot.agent] : [],
    units: [unit],
  };
}

/** The first worker of a stage goes by the stage's name; the others have their number. */
function processNameOf({ agent, number }: SlotNumber): string {
  return number === 1 ? agent : nameOf({ agent, number });
}

/** How a process is started and watched. `envOf` gives the configuration of a unit. */
export function supervisionOf(
  planned: PlannedProcess,
  folders: Folders,
  envOf: (unit: Unit) => Record<string, string>,
): Supervision {
  const { name, units } = planned;
  const askAll = async (path: string): Promise<void> => {
    await Promise.all(units.map((unit) => ask(unit, path)));
  };
  const spec: ProcessSpec = {
    name,
    command: process.execPath,
    args: [planned.program, ...planned.args],
    env: { NODE_COMPILE_CACHE: folders.compileCache, ...environment(units, envOf) },
    cwd: repositoryRoot,
    deathSignal: "KILL",
    stopSignal: "SIGTERM",
    stopWithinMs: 17_000,
    logFile: folders.log(name),
    ports: Object.fromEntries(units.flatMap((unit) => namedPorts(unit, units.length > 1))),
    probe: () => askAll("/ready"),
    readyWithinMs: 90_000,
  };
  const slot = units[0]?.slot;
  const services = units.map(({ service }) => service);
  return { spec, alive: () => askAll("/health"), services, ...(slot ? { slot } : {}) };
}

/** A process with several units has each one's variables with its name in front: `JOBS__PORT`. */
function environment(units: readonly Unit[], envOf: (unit: Unit) => Record<string, string>): Record<string, string> {
  const [first] = units;
  if (units.length === 1 && first) return envOf(first);
  return Object.fromEntries(
    units.flatMap((unit) => {
      const prefix = unit.service.toUpperCase().replaceAll("-", "_");
      return Object.entries(envOf(unit)).map(([name, value]) => [`${prefix}__${name}`, value]);
    }),
  );
}

function namedPorts(unit: Unit, several: boolean): [string, number][] {
  return Object.entries(unit.ports).map(([what, port]) => [several ? `${unit.service} ${what}` : what, port]);
}

/** Asks the internal port of a unit. Errors: no answer within 3 s, or one that says why it is not ready. */
async function ask(unit: Unit, path: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${unit.ports.ops}${path}`, { signal: AbortSignal.timeout(3000) });
  if (!response.ok) throw new Error(`${unit.name}: ${await response.text()}`);
}
