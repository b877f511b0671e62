import { sqlFile } from "../db/sql.ts";
import type { Tx } from "../db/tables.ts";

const requeue = sqlFile<{ version: number }>("requeue_step");

/** Puts a running step back into its queue. Returns the job's new version. */
export async function requeueStep(
  tx: Tx,
  stepId: string,
  how: { delaySeconds: number; countsAsTry: boolean },
): Promise<number> {
  const [row] = await requeue(tx, [stepId, how.delaySeconds, how.countsAsTry]);
  if (!row) throw new Error(`step ${stepId} could not be put back`);
  return row.version;
}
