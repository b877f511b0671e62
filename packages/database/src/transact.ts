import type { Kysely, Transaction } from "kysely";

/** PostgreSQL's serialization_failure and deadlock_detected: the same transaction may succeed at once. */
const conflictCodes = new Set(["40001", "40P01"]);
const tries = 4;

/** Runs `work` in one transaction, again when PostgreSQL ended it for the sake of another. `work` must be repeatable. */
export async function transact<Tables, T>(
  db: Kysely<Tables>,
  work: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (attempt >= tries || typeof code !== "string" || !conflictCodes.has(code)) throw error;
    }
  }
}
