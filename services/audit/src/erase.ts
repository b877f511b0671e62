import { sql } from "kysely";
import type { Db } from "./db/tables.ts";

/**
 * Destroys what opens a person's values in the audit trail; the chain stays as it is. Returns how many keys were destroyed.
 * The dispatcher's instances forget theirs within 5 s: what they seal meanwhile cannot be opened either.
 */
export async function eraseSubject(db: Db, subject: string): Promise<number> {
  const { rows } = await sql<{ destroyed: number }>`select erase_subject(${subject}) as destroyed`.execute(db);
  return rows[0]?.destroyed ?? 0;
}
