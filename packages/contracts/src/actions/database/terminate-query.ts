import { z } from "zod";
import { defineAction } from "../action-contract.ts";

export const databaseTerminateQuery = defineAction({
  name: "database.terminate_query",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "critical",
  perMinute: 3,
  payload: z.strictObject({
    pid: z.int().positive().describe("Of the server's process, as the section `system` names it."),
  }),
  result: z.object({
    pid: z.int(),
    /** Its statement was ended, or its connection, which was in a transaction and ran none. */
    ended: z.enum(["statement", "connection"]),
    role: z.string(),
    /** How long it had been running. */
    seconds: z.number(),
  }),
  reason: "required",
  errors: ["NOT_FOUND", "CONFLICT", "NOT_CONVERGED"],
  summary: "Ends what a connection to the database is doing; what it has not committed is undone.",
  label: "End query",
  confirmation: "End this query? What it has not committed is undone.",
  example: { pid: 4711 },
});
