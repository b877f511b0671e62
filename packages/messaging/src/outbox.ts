import type { EventContract } from "@agentos/contracts/events/event-contract";
import { traceparent } from "@agentos/service-kit/trace";
import type { ColumnType, Generated, Insertable, Kysely, Transaction } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";

/** Columns of every owner's `events` table: the history and the outbox at once. */
export type EventsTable = {
  /** Order of insertion; gaps are possible. */
  seq: Generated<number>;
  id: string;
  name: string;
  entity: string;
  entity_id: string;
  /** Version of the entity after the change. */
  version: number;
  payload: ColumnType<Record<string, unknown>, string, string>;
  traceparent: string;
  created_at: Generated<Date>;
  sent_at: Date | null;
};

type WithEvents = { events: EventsTable };

/** Writes an event with the change that it tells of: in the same transaction. */
export async function recordEvent<Tables extends WithEvents, Payload extends z.ZodType>(
  tx: Transaction<Tables>,
  contract: EventContract<string, Payload>,
  subject: { id: string; version: number },
  payload: z.input<Payload>,
): Promise<void> {
  const row: Insertable<EventsTable> = {
    id: uuidv7(),
    name: contract.name,
    entity: contract.entity,
    entity_id: subject.id,
    version: subject.version,
    payload: JSON.stringify(contract.payload.parse(payload)),
    traceparent: traceparent(),
    sent_at: null,
  };
  await (tx as unknown as Kysely<WithEvents>).insertInto("events").values(row).execute();
}
