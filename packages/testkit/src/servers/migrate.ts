import { variableOf, type SchemaOwner } from "@agentos/contracts/services";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The root of the checkout. */
export const repositoryRoot = path.resolve(import.meta.dirname, "../../../..");

/** Runs the migration program on a database, as a deployment does. Errors: what the program printed. */
export async function runMigrations(
  adminUrl: string,
  passwords: Record<SchemaOwner, string>,
  maintenancePassword: string = randomUUID(),
): Promise<void> {
  const roles = (Object.keys(passwords) as SchemaOwner[]).map((owner) => [
    variableOf(owner, "PASSWORD"),
    passwords[owner],
  ]);
  await run(process.execPath, [path.join(repositoryRoot, "infra/migrate/src/main.ts")], {
    env: {
      DATABASE_URL: adminUrl,
      MAINTENANCE_PASSWORD: maintenancePassword,
      ...(Object.fromEntries(roles) as Record<string, string>),
    },
  });
}
