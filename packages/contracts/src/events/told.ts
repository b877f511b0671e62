import { z } from "zod";

/** An event as it goes over the wire. */
export const eventMessage = z.object({
  /** The same however often it is told. */
  id: z.uuid(),
  name: z.string(),
  entity: z.string(),
  entity_id: z.string(),
  /** Of the entity, after the event. */
  version: z.int(),
  /** JSON text of what the event's contract says: whoever knows the event already need not read it. */
  payload: z.string(),
  at: z.iso.datetime(),
});

/** A tick as it goes over the wire. */
export const tickMessage = z.object({
  name: z.string(),
  payload: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
});
