import { schemaOwners, variableOf, type SchemaOwner } from "@agentos/contracts/services";
import { readEnvironment } from "@agentos/service-kit/config";
import { z } from "zod";

export type Config = {
  /** For a superuser: it makes schemas and roles. */
  adminUrl: string;
  /** The password that each service's role gets. */
  rolePasswords: Record<SchemaOwner, string>;
  /** The password that the maintenance role gets. */
  maintenancePassword: string;
};

/** `DATABASE_URL`, and a password for each role: `MAINTENANCE_PASSWORD`, and `JOBS_PASSWORD` and so on for the owners. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const passwords = Object.fromEntries(schemaOwners.map((owner) => [variableOf(owner, "PASSWORD"), z.string()]));
  const read: Record<string, unknown> = readEnvironment(
    { DATABASE_URL: z.string(), MAINTENANCE_PASSWORD: z.string(), ...passwords },
    env,
  );
  const rolePasswords = Object.fromEntries(schemaOwners.map((owner) => [owner, read[variableOf(owner, "PASSWORD")]]));
  return {
    adminUrl: read["DATABASE_URL"] as string,
    rolePasswords: rolePasswords as Config["rolePasswords"],
    maintenancePassword: read["MAINTENANCE_PASSWORD"] as string,
  };
}
