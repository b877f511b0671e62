import { AppError } from "@agentos/contracts/errors";
import { stillRuns } from "@agentos/local-servers/process/process-identity";
import { readState, type StateFile } from "@agentos/local-servers/process/state-file";
import { postgresUrl } from "@agentos/local-servers/postgres/postgres";
import { openSecrets } from "@agentos/local-servers/secrets";
import type { LocalConfig } from "../config.ts";
import { databaseName, signInAs } from "../provision/servers.ts";
import { bootId } from "../state/boot-id.ts";
import type { Folders } from "../state/folders.ts";

/** What a seed needs of the system that `npm start` runs. */
export type RunningSystem = { api: string; jobsDatabaseUrl: string };

/** Finds the system of these folders. Errors: SERVICE_UNAVAILABLE where none runs, or not yet. */
export function findRunningSystem(config: LocalConfig, folders: Folders): RunningSystem {
  const state = readState(folders.processes);
  if (!state || state.bootId !== bootId() || !stillRuns(state.supervisor)) {
    throw new AppError("SERVICE_UNAVAILABLE", `No system runs with ${folders.state}. Start it first with npm start.`);
  }
  const { addresses } = state;
  if (!state.ready || !addresses) {
    throw new AppError(
      "SERVICE_UNAVAILABLE",
      "The system is still starting. Try again when it has told its addresses.",
    );
  }
  return { api: addresses.api, jobsDatabaseUrl: jobsDatabaseUrl(state, config, folders) };
}

function jobsDatabaseUrl(state: StateFile, config: LocalConfig, folders: Folders): string {
  const role = "jobs";
  const password = openSecrets(folders.secrets).get(`postgres/${role}`);
  if (config.given.databaseUrl) return signInAs(config.given.databaseUrl, role, password);
  const port = state.processes.find(({ name }) => name === "postgres")?.ports["postgres"];
  if (port) return postgresUrl({ port, role, password, database: databaseName });
  throw new AppError(
    "SERVICE_UNAVAILABLE",
    "The system runs with a database that was given. Give this command the same DATABASE_URL.",
  );
}
