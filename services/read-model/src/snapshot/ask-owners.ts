import { snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import type { SnapshotOwner } from "@agentos/contracts/snapshot/snapshot-parts";
import { ask } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";

/** What an owner answered: its fields, by section. */
export type Answer = Partial<Record<SectionName, Record<string, unknown>>>;

/** Asks an owner for its parts of some sections; undefined where it does not answer in time. */
export async function askOwner(
  { nc, log }: { nc: NatsConnection; log: Logger },
  owner: SnapshotOwner,
  sections: readonly SectionName[],
): Promise<Answer | undefined> {
  try {
    return (await ask(nc, snapshotPartsQueries[owner], { sections: [...sections] })) as Answer;
  } catch (error) {
    log.debug({ err: error, owner }, "an owner has not answered for the snapshot");
    return undefined;
  }
}
