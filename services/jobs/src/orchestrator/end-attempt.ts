import { sql } from "kysely";
import type { AttemptOutcome, Tx } from "../db/tables.ts";

type End = { outcome: AttemptOutcome; error?: { code: string; message: string } };

/** Writes how an attempt ended. */
export async function endAttempt(tx: Tx, attemptId: string, { outcome, error }: End): Promise<void> {
  await tx
    .updateTable("attempts")
    .set({ outcome, ended_at: sql`now()`, error_code: error?.code ?? null, error_message: error?.message ?? null })
    .where("id", "=", attemptId)
    .execute();
}
