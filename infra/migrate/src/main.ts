import { existsSync } from "node:fs";
import path from "node:path";
import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import { migrateAll } from "@agentos/database/migrate";
import { readConfig } from "./config.ts";

const services = path.resolve(import.meta.dirname, "../../../services");
const { adminUrl, rolePasswords, maintenancePassword } = readConfig();

const schemas = schemaOwners.map((owner) => ({
  schema: schemaOf(owner),
  directory: path.join(services, owner, "src/db/migrations"),
  rolePassword: rolePasswords[owner],
}));
// An owner without migrations keeps nothing in the database yet.
const report = await migrateAll(
  adminUrl,
  schemas.filter((schema) => existsSync(schema.directory)),
  maintenancePassword,
);
for (const { schema, applied } of report) {
  process.stdout.write(`${schema}: ${applied.length > 0 ? applied.join(", ") : "up to date"}\n`);
}
