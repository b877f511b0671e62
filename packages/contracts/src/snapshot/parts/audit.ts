import { z } from "zod";
import type { auditKinds } from "../../audit-entry.ts";
import { managersPart } from "./managers.ts";

/** What an entry of the audit trail tells of its action: an outcome is `done` or `failed`, the others are as they were taken down. */
export const auditOutcomes = [
  "done",
  "failed",
  "intent",
  "denied",
  "limited",
  "replayed",
  "invalid",
  "broken",
  "dry_run",
] as const satisfies readonly ("done" | "failed" | (typeof auditKinds)[number])[];

/** An entry of the audit trail as it is listed. What tells of a person is sealed and not told. */
export const auditRow = z.object({
  /** Its place in the chain. */
  seq: z.int(),
  id: z.uuid(),
  /** When it was told, and when it was given its place. */
  at: z.iso.datetime(),
  chained_at: z.iso.datetime(),
  action: z.string(),
  outcome: z.enum(auditOutcomes),
  /** How many identical refusals it stands for. */
  count: z.int(),
  action_id: z.uuid().nullable(),
  user_id: z.uuid().nullable(),
  /** Of who acted; null where it was not known. */
  role: z.string().nullable(),
  error_code: z.string().nullable(),
  duration_ms: z.number().nullable(),
  trace_id: z.string(),
  /** The service that has told it. */
  written_by: z.string(),
  /** A reason was given. */
  has_reason: z.boolean(),
  /** What was asked for, of an outcome too; `[sealed]` in place of what tells of a person. */
  payload: z.unknown(),
  result: z.unknown(),
});
export type AuditRow = z.infer<typeof auditRow>;

const chain = z.object({
  /** Number of the last entry; 0 before the first. */
  last_seq: z.int(),
  /** The latest head that was signed outside the database; null before the first. */
  head: z.object({ seq: z.int(), at: z.iso.datetime(), kid: z.string() }).nullable(),
  /** Entries behind it: nothing outside the database vouches for them yet. */
  unverified: z.int(),
  /** Null while the chain goes on from the last signed head; else what is wrong, and since when that is known. */
  contradiction: z.object({ since: z.iso.datetime(), says: z.string() }).nullable(),
  /** The last time that entries were hashed anew and held against the signed heads; null before the first. */
  last_verification: z
    .object({
      at: z.iso.datetime(),
      whole: z.boolean(),
      /** Entries that were looked at, and the first and the last of them; null where there were none. */
      entries: z.int(),
      first: z.int().nullable(),
      last: z.int().nullable(),
      /** What is wrong; null where nothing is. */
      finding: z.string().nullable(),
    })
    .nullable(),
  /** Since when the oldest entry waits for its place, where that is longer than it takes; null otherwise. */
  waiting_since: z.iso.datetime().nullable(),
});

/** What audit tells for the snapshot. */
export const auditParts = {
  audit: z.object({
    /** The newest 25. */
    entries: z.array(auditRow.omit({ payload: true, result: true })),
    chain,
  }),
  managers: managersPart("audit"),
};
