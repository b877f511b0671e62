import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { tableName } from "./table-name.ts";

export const databaseReindex = defineAction({
  name: "database.reindex",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "long",
  perMinute: 3,
  payload: z.strictObject({ table: tableName }),
  /** The indexes that were built anew, each with how long it took in milliseconds. */
  result: z.object({ table: z.string(), indexes: z.array(z.object({ index: z.string(), ms: z.number() })) }),
  errors: ["NOT_FOUND", "ACTION_ABORTED"],
  summary: "Builds the indexes of a table anew, while it goes on being used.",
  label: "Reindex",
  confirmation: "Build all indexes of this table anew? It needs room for a second copy of each.",
  alerts: true,
  example: { table: "jobs.steps" },
});
