import type { EventContract } from "@agentos/contracts/events/event-contract";
import { transact } from "@agentos/database/transact";
import { recordEvent } from "@agentos/messaging/outbox";
import type { Logger } from "@agentos/service-kit/logger";
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

/** Runs `work` in one transaction. Nothing is said of a transaction that did not commit. `work` must be repeatable. */
export async function change<T>(
  { db, log, meters }: { db: Db; log: Logger; meters: Meters },
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
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
  return result;
}
