import type { z } from "zod";
import type { SchemaOwner } from "../services.ts";

/** An event: something that has happened to an entity, told with the entity's new version. */
export type EventContract<Name extends string = string, Payload extends z.ZodType = z.ZodType> = {
  name: Name;
  owner: SchemaOwner;
  /** Kind of entity whose id and version the event carries. */
  entity: string;
  payload: Payload;
};

export function defineEvent<const Name extends string, Payload extends z.ZodType>(
  contract: EventContract<Name, Payload>,
): EventContract<Name, Payload> {
  return contract;
}
