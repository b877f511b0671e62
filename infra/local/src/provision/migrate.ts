import { readFileSync } from "node:fs";
import { schemaOwners, variableOf } from "@agentos/contracts/services";
import { systemPath } from "@agentos/local-servers/process/process-spec";
import { repositoryRoot } from "../config.ts";
import { runToEnd } from "./run-to-end.ts";
import type { Database } from "./servers.ts";

/** Brings the database to the newest schema with the program that a deployment uses; returns what it said. */
export async function migrate(database: Database, log: string, signal: AbortSignal): Promise<string> {
  const passwords = schemaOwners.map((owner) => [variableOf(owner, "PASSWORD"), database.rolePassword(owner)]);
  await runToEnd({
    program: process.execPath,
    args: ["infra/migrate/src/main.ts"],
    cwd: repositoryRoot,
    env: {
      PATH: systemPath,
      DATABASE_URL: database.adminUrl,
      MAINTENANCE_PASSWORD: database.maintenancePassword,
      ...Object.fromEntries(passwords),
    },
    log,
    signal,
  });
  return readFileSync(log, "utf8").trim().split("\n").join("; ");
}
