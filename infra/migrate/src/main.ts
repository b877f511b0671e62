import { existsSync } from "node:fs";
import path from "node:path";
import { schemaOf, schemaOwners } from "@agentos/contracts/services";
import { migrateAll, pendingMigrations } from "@agentos/database/migrate";
import { readConfig } from "./config.ts";

// With `--pending` it only says what it would apply. With `--json` it says it as `["jobs/0001_jobs", …]`, for programs.
const [pending, json] = ["--pending", "--json"].map((option) => process.argv.includes(option));
const services = path.resolve(import.meta.dirname, "../../../services");
const { adminUrl, rolePasswords, maintenancePassword } = readConfig();

const owners = schemaOwners.map((owner) => ({
  schema: schemaOf(owner),
  directory: path.join(services, owner, "src/db/migrations"),
  rolePassword: rolePasswords[owner],
}));
// An owner without migrations keeps nothing in the database yet.
const schemas = owners.filter((schema) => existsSync(schema.directory));
const report = pending
  ? await pendingMigrations(adminUrl, schemas)
  : await migrateAll(adminUrl, schemas, maintenancePassword);
const named = report.flatMap(({ schema, migrations }) => migrations.map((name) => `${schema}/${name}`));
const lines = report.map(({ schema, migrations }) => `${schema}: ${migrations.join(", ") || "up to date"}`);
process.stdout.write(`${json ? JSON.stringify(named) : lines.join("\n")}\n`);
