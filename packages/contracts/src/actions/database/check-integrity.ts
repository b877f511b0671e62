import { z } from "zod";
import { defineAction } from "../action-contract.ts";

/** Something in the database that ought not to be. */
export const integrityFinding = z.object({
  kind: z.enum(["constraint", "orphan", "index"]),
  /** Table and constraint, both ends of a reference, or an index. */
  what: z.string(),
  /** Rows that break it; null for an index. */
  rows: z.int().nullable(),
  says: z.string(),
});
export type IntegrityFinding = z.output<typeof integrityFinding>;

export const databaseCheckIntegrity = defineAction({
  name: "database.check_integrity",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "long",
  perMinute: 3,
  payload: z.strictObject({}),
  result: z.object({
    /** How many of each were looked at. */
    constraints: z.int(),
    references: z.int(),
    indexes: z.int(),
    /** Whether the server has amcheck; without it only the validity of indexes is known. */
    amcheck: z.boolean(),
    findings: z.array(integrityFinding),
  }),
  errors: ["ACTION_ABORTED"],
  summary: "Looks for rows that break a constraint or refer to nothing, and for damaged indexes; changes nothing.",
  label: "Check integrity",
  example: {},
});
