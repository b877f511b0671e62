import type { AnyDb } from "@agentos/action-kit/completion";
import { managersOf, type ManagerName } from "@agentos/contracts/managers/managers";
import type { ManagerOwner } from "@agentos/contracts/messages/actions";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import type { ManagerDb } from "./tables.ts";

/** What managers need of the service that runs them. */
export type ManagerContext = { owner: ManagerOwner; nc: NatsConnection; log: Logger; db: AnyDb };

/** The tables of the managers in the owner's database. */
export function tablesOf({ db }: Pick<ManagerContext, "db">): ManagerDb {
  return db as unknown as ManagerDb;
}

export function namesOf(owner: ManagerOwner): ManagerName[] {
  return managersOf(owner).map((manager) => manager.name as ManagerName);
}

/** A running copy that has not told of itself for so long could not take a lead. */
export const liveSeconds = 5;
