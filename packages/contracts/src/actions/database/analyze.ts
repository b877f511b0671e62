import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { tableName, tablesDone } from "./table-name.ts";

export const databaseAnalyze = defineAction({
  name: "database.analyze",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "long",
  perMinute: 3,
  payload: z.strictObject({ table: tableName.optional().describe("All tables, where none is named.") }),
  result: tablesDone,
  errors: ["NOT_FOUND", "ACTION_ABORTED"],
  summary: "Measures what is in the tables, so that the database plans its queries well.",
  label: "Analyze",
  example: { table: "jobs.steps" },
});
