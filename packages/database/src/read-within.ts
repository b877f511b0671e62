import { AppError } from "@agentos/contracts/errors";
import { sql, type Kysely, type Transaction } from "kysely";

/** PostgreSQL's query_canceled: the statement's time is over. */
const cancelled = "57014";

/**
 * Reads with less time for each statement than the pool gives. Errors: TIMEOUT with `advice`, which says what the person who asks
 * can do about it.
 */
export async function readWithin<Tables, T>(
  db: Kysely<Tables>,
  { ms, advice }: { ms: number; advice: string },
  read: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  try {
    return await db
      .transaction()
      .setAccessMode("read only")
      .execute(async (tx) => {
        await sql`select set_config('statement_timeout', ${String(ms)}, true)`.execute(tx);
        return read(tx);
      });
  } catch (cause) {
    if ((cause as { code?: unknown }).code === cancelled) throw new AppError("TIMEOUT", advice, { cause });
    throw cause;
  }
}
