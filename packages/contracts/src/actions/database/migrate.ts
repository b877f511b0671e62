import { z } from "zod";
import { affected, defineAction } from "../action-contract.ts";

export const databaseMigrate = defineAction({
  name: "database.migrate",
  // What starts the system's processes has the right to change schemas; the services have not.
  owner: "fleet",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "long",
  perMinute: 3,
  payload: z.strictObject({}),
  /** `identity/0006_revoked_sessions`, in the order in which they were applied. */
  result: z.object({ applied: z.array(z.string()) }),
  dryRun: affected.describe("The migrations that wait."),
  errors: ["MIGRATION_FAILED", "UNSUPPORTED_BY_RUNTIME", "SERVICE_UNAVAILABLE"],
  summary:
    "Applies the migrations that wait. A migration is whole or not at all; what was applied before a failed one stays.",
  label: "Migrate database",
  confirmation: "Apply the migrations that wait? Make a backup first.",
  alerts: true,
  example: {},
});
