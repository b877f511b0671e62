import type { z } from "zod";
import type { SchemaOwner, ServiceName } from "../services.ts";

/** An event: something that has happened to an entity, told with the entity's new version. */
export type EventContract<Name extends string = string, Payload extends z.ZodType = z.ZodType> = {
  name: Name;
  owner: SchemaOwner;
  /** What has happened, in a sentence. */
  tells: string;
  /** Kind of entity whose id and version the event carries. */
  entity: string;
  payload: Payload;
};

export function defineEvent<const Name extends string, Payload extends z.ZodType>(
  contract: EventContract<Name, Payload>,
): EventContract<Name, Payload> {
  return contract;
}

/**
 * Something that is told as it happens and kept nowhere: whoever misses it sees the same in the next snapshot. It has neither id
 * nor version.
 */
export type TickContract<Name extends string = string, Payload extends z.ZodType = z.ZodType> = {
  name: Name;
  owner: ServiceName;
  /** What has changed, in a sentence. */
  tells: string;
  payload: Payload;
};

export function defineTick<const Name extends string, Payload extends z.ZodType>(
  contract: TickContract<Name, Payload>,
): TickContract<Name, Payload> {
  return contract;
}
