import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../db/tables.ts";
import type { SeedEvent } from "./history.ts";

/** Writes the events of an entity with the times at which they would have happened; versions count from 1. */
export async function writeEvents(
  tx: Tx,
  told: { jobId: string; userId: string; traceparent: string },
  entity: { kind: "job" | "clip"; id: string },
  events: readonly SeedEvent[],
): Promise<void> {
  const about = { job_id: told.jobId, user_id: told.userId, run: 1 };
  const rows = events.map(({ contract, at, payload }, index) => ({
    id: uuidv7({ msecs: at.getTime() }),
    name: contract.name,
    entity: entity.kind,
    entity_id: entity.id,
    version: index + 1,
    payload: JSON.stringify(contract.payload.parse({ ...about, ...payload })),
    traceparent: told.traceparent,
    created_at: at,
    sent_at: null,
  }));
  await tx.insertInto("events").values(rows).execute();
}
