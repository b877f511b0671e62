import { readFileSync } from "node:fs";
import { AppError } from "@agentos/contracts/errors";
import { schemaOwners, variableOf } from "@agentos/contracts/services";
import { systemPath } from "@agentos/local-servers/process/process-spec";
import { z } from "zod";
import { repositoryRoot } from "../config.ts";
import { runToEnd } from "./run-to-end.ts";
import type { Database } from "./servers.ts";

type Options = { database: Database; log: string; signal: AbortSignal };

/** Brings the database to the newest schema with the program that a deployment uses; returns what it said. */
export async function migrate(options: Options): Promise<string> {
  return (await said(options, [])).split("\n").join("; ");
}

/** The migrations that were applied, or with `dryRun` would be: `identity/0006_revoked_sessions`. Errors: MIGRATION_FAILED. */
export async function migrations(options: Options, dryRun: boolean): Promise<string[]> {
  try {
    return z.array(z.string()).parse(JSON.parse(await said(options, ["--json", ...(dryRun ? ["--pending"] : [])])));
  } catch (cause) {
    throw new AppError("MIGRATION_FAILED", undefined, { cause });
  }
}

async function said({ database, log, signal }: Options, args: readonly string[]): Promise<string> {
  const passwords = schemaOwners.map((owner) => [variableOf(owner, "PASSWORD"), database.rolePassword(owner)]);
  await runToEnd({
    program: process.execPath,
    args: ["infra/migrate/src/main.ts", ...args],
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
  return readFileSync(log, "utf8").trim();
}
