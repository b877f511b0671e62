import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { tableName, tablesDone } from "./table-name.ts";

export const databaseVacuum = defineAction({
  name: "database.vacuum",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "long",
  perMinute: 3,
  payload: z.strictObject({ table: tableName.optional().describe("All tables, where none is named.") }),
  result: tablesDone,
  errors: ["NOT_FOUND", "ACTION_ABORTED"],
  summary: "Makes the room of removed rows usable again, without stopping anybody.",
  label: "Vacuum",
  example: { table: "jobs.steps" },
});
