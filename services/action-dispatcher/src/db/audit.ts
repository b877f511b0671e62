import { auditEntry, type AuditEntry } from "@agentos/contracts/audit-entry";
import { sql } from "kysely";
import type { Db, Tx } from "./tables.ts";

/** Hands an entry to the audit trail; in a transaction, it is there together with what it tells of. */
export async function recordAudit(db: Db | Tx, entry: AuditEntry): Promise<void> {
  await sql`select audit.record(${JSON.stringify(auditEntry.parse(entry))}::jsonb)`.execute(db);
}
