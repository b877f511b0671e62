import { openSecrets } from "@agentos/local-servers/secrets";
import { repositoryRoot, type LocalConfig } from "./config.ts";
import { keysOf } from "./plan/keys.ts";
import { localEnvironments } from "./plan/local-topology.ts";
import { aloneAs, planProcesses, supervisionOf } from "./plan/processes.ts";
import { planUnits, planWorker } from "./plan/units.ts";
import { buildApps } from "./provision/build-app.ts";
import { migrate, migrations } from "./provision/migrate.ts";
import { provideForStart } from "./provision/programs.ts";
import { publicPorts } from "./provision/public-ports.ts";
import { prepareServers, type Servers } from "./provision/servers.ts";
import { makeSample } from "./sample/make-sample.ts";
import { makeFolders, removeData, type Folders } from "./state/folders.ts";
import { endLeftovers } from "./state/leftovers.ts";
import type { Addresses } from "@agentos/local-servers/process/state-file";
import { say, step } from "./steps.ts";
import { serveControl } from "./supervisor/control-server.ts";
import { Supervisor, type SlotNumber } from "./supervisor/supervisor.ts";
import { WorkerSlots } from "./supervisor/worker-slots.ts";
import { watchSources } from "./watch/watch-sources.ts";
import { welcome } from "./welcome.ts";

const startOver = "see the log; where the data are in doubt, npm start -- --fresh begins with empty data.";

/** Starts everything, runs until the signal aborts, and stops everything. Errors: the first step that failed. */
export async function startSystem(config: LocalConfig, folders: Folders, signal: AbortSignal): Promise<void> {
  const left = await endLeftovers(folders.processes);
  if (left > 0) say(`  ✓ ended ${left} processes that a killed start had left`);
  if (config.fresh) await step("old data removed", async () => removeData(folders));
  makeFolders(folders);
  const supervisor = new Supervisor({ stateFile: folders.processes, say });
  const over = new AbortController();
  try {
    const addresses = await bringUp(config, folders, supervisor, { signal, over: over.signal });
    if (!signal.aborted) {
      welcome(addresses, folders);
      await Promise.all([untilAborted(signal), config.sample && makeSample({ folders, addresses, signal })]);
    }
  } catch (error) {
    // Whoever stops us in the middle of the start knows why it did not come up.
    if (!signal.aborted) throw error;
  } finally {
    over.abort();
    await step("everything stopped", () => supervisor.stop(), {
      note: ({ name, ms }) => (ms > 2000 ? `${name} took longest` : ""),
    });
  }
}

async function bringUp(
  config: LocalConfig,
  folders: Folders,
  supervisor: Supervisor,
  { signal, over }: { signal: AbortSignal; over: AbortSignal },
): Promise<Addresses> {
  signal.addEventListener("abort", () => void supervisor.stop(), { once: true });
  const ports = await publicPorts(config.ports);
  const provided = await step("programs", () => provideForStart(config, folders), {
    note: ({ installed }) => (installed.length > 0 ? `installed ${installed.join(", ")}` : ""),
  });
  for (const warning of provided.warnings) say(`  ! ${warning}`);
  const secrets = openSecrets(folders.secrets);
  const servers = await step("PostgreSQL, Redis, NATS", () => startServers(), { fix: startOver });
  const migrating = (log: string) => ({ database: servers.database, log: folders.log(log), signal });
  const migrateAll = () => migrate(migrating("migrate"));
  const buildAll = () => buildApps({ ...config, log: folders.log("build"), signal });
  await Promise.all([
    step("database schemas", migrateAll, { fix: startOver }),
    step("the apps", buildAll, {
      fix: "see the log; where packages are missing, remove node_modules and start again.",
    }),
  ]);
  const units = await planUnits(ports, config.copies);
  const envOf = localEnvironments({ config, folders, servers, keys: keysOf(secrets), units });
  const processes = planProcesses(units, config.split);
  await step(
    `services and workers (${processes.length} processes)`,
    () => supervisor.start(processes.map((one) => supervisionOf(one, folders, envOf))),
    { fix: startOver },
  );
  const planOne = async (slot: SlotNumber) => supervisionOf(aloneAs(await planWorker(slot)), folders, envOf);
  const slots = new WorkerSlots(supervisor, planOne);
  await serveControl({
    file: folders.supervisorSocket,
    supervisor,
    slots,
    migrations: (dryRun) => migrations(migrating(dryRun ? "pending-migrations" : "migrate"), dryRun),
    signal: over,
  });
  const addresses = {
    app: `http://localhost:${ports.app}`,
    admin: `http://localhost:${ports.admin}`,
    api: `http://localhost:${ports.api}`,
    ws: `ws://localhost:${ports.ws}`,
  };
  supervisor.announce(addresses);
  if (config.watch) {
    const reloading = { root: repositoryRoot, supervisor, migrate: migrateAll, buildApps: buildAll, signal: over };
    await step("watching the sources", () => watchSources(reloading));
  }
  return addresses;

  async function startServers(): Promise<Servers> {
    const prepared = await prepareServers({ config, folders, secrets, programs: provided.programs });
    await supervisor.start(prepared.supervisions);
    await prepared.prepareDatabase();
    return prepared;
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
