import { z } from "zod";
import { defineAction } from "../action-contract.ts";

const entry = z.int().positive();

export const logsVerifyAudit = defineAction({
  name: "logs.verify_audit",
  owner: "audit",
  view: "logs",
  permission: "LOG_MANAGE",
  risk: "long",
  perMinute: 5,
  payload: z.strictObject({
    from: entry.optional().describe("Number of the first entry; the first of all, where none is named."),
    to: entry.optional().describe("Number of the last entry; the last of all, where none is named."),
  }),
  result: z.object({
    whole: z.boolean(),
    /** How many were looked at, and the first and the last of them; the piece is widened to the signed heads around it. */
    entries: z.int(),
    first: z.int().nullable(),
    last: z.int().nullable(),
    /** Signed heads that were compared. */
    heads: z.int(),
    /** The last entry that a signed head vouches for; how many lie behind it. */
    confirmed: z.int(),
    uncovered: z.int(),
    /** The first broken entry, then what is wrong with the heads. */
    findings: z.array(z.object({ fault: z.string(), seq: z.int(), says: z.string() })),
  }),
  errors: ["ACTION_ABORTED"],
  summary:
    "Walks the audit chain, compares it with the heads that were signed outside the database, and names the first broken entry.",
  label: "Verify audit trail",
  example: { from: 1, to: 900 },
});
