import { z } from "zod";

/** An event as it goes over the wire: its row, and what of its entity it tells. The payload is of the event's contract. */
export const eventMessage = z.object({
  /** The same however often it is told. */
  id: z.uuid(),
  name: z.string(),
  entity: z.string(),
  entity_id: z.string(),
  /** Of the entity, after the event. */
  version: z.int(),
  payload: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
});

/** A tick as it goes over the wire. */
export const tickMessage = z.object({
  name: z.string(),
  payload: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
});
