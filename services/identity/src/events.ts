import type { EventContract } from "@agentos/contracts/events/event-contract";
import { sessionEnded, userDisabled, userPermissionChanged, userRoleChanged } from "@agentos/contracts/events/identity";
import { accessChanged } from "@agentos/contracts/messages/identity";
import { transact } from "@agentos/database/transact";
import { recordEvent } from "@agentos/messaging/outbox";
import { hint } from "@agentos/messaging/request";
import type { Logger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import type { z } from "zod";
import type { Db, Tx } from "./db/tables.ts";
import type { Meters } from "./meters.ts";

/** A transaction that changes accounts, sessions or keys, and tells of it. */
export type Unit = {
  tx: Tx;
  /** Records what has happened to an entity, with the change; once that is committed, counts it and writes a log line. */
  announce<Payload extends z.ZodType>(
    contract: EventContract<string, Payload>,
    subject: { id: string; version: number },
    payload: z.input<Payload>,
  ): Promise<void>;
};

type Parts = {
  db: Db;
  log: Logger;
  meters: Meters;
  /** Where there is one, followers of the access changes hear at once that there are some. */
  nc?: NatsConnection;
};

/** Events after which somebody may do less than before. */
const endsAccess: ReadonlySet<string> = new Set(
  [sessionEnded, userDisabled, userPermissionChanged, userRoleChanged].map(({ name }) => name),
);

/** Runs `work` in one transaction. Nothing is said of a transaction that did not commit. `work` must be repeatable. */
export async function change<T>({ db, log, meters, nc }: Parts, work: (unit: Unit) => Promise<T>): Promise<T> {
  let said: { name: string; about: object }[] = [];
  const result = await transact(db, (tx) => {
    said = [];
    return work({
      tx,
      async announce(contract, subject, payload) {
        await recordEvent(tx, contract, subject, payload);
        said.push({ name: contract.name, about: payload as object });
      },
    });
  });
  for (const { name, about } of said) {
    meters.events.inc({ event: name });
    log.info(about, name);
  }
  if (nc && said.some(({ name }) => endsAccess.has(name))) tellFollowers(nc, log);
  return result;
}

/** A hint may be lost: followers ask by themselves, half a second later at most. What was committed stands. */
function tellFollowers(nc: NatsConnection, log: Logger): void {
  try {
    hint(nc, accessChanged, {});
  } catch (error) {
    log.warn({ err: error }, "hint not sent");
  }
}
