import type { EventContract } from "@agentos/contracts/events/event-contract";
import { nudge } from "@agentos/contracts/messages/fleet";
import type { StageName } from "@agentos/contracts/stages/stages";
import { transact } from "@agentos/database/transact";
import { recordEvent } from "@agentos/messaging/outbox";
import { hint } from "@agentos/messaging/request";
import type { z } from "zod";
import type { Context } from "./context.ts";
import type { Tx } from "./db/tables.ts";

type Said = Pick<Context, "log" | "meters" | "nc">;

/** A transaction that changes the fleet, with what is to be said once it is committed. */
export type Change = {
  tx: Tx;
  afterCommit(say: (context: Said) => void): void;
};

/** Runs `work` in one transaction. Nothing is said of a transaction that did not commit. */
export async function changeFleet<T>(
  context: Pick<Context, "db"> & Said,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  let after: ((context: Said) => void)[] = [];
  const result = await transact(context.db, (tx) => {
    after = [];
    return work({ tx, afterCommit: (say) => after.push(say) });
  });
  for (const say of after) say(context);
  return result;
}

/** Records an event in the transaction of what it tells of; once that is committed, counts it and writes a log line. */
export async function announce<Payload extends z.ZodType>(
  change: Change,
  contract: EventContract<string, Payload>,
  subject: { id: string; version: number },
  payload: z.input<Payload>,
): Promise<void> {
  await recordEvent(change.tx, contract, subject, payload);
  change.afterCommit(({ log, meters }) => {
    meters.events.inc({ event: contract.name });
    log.info(payload as object, contract.name);
  });
}

/** Has workers report once the change is committed, so that they hear of it at once; a lost hint costs one interval. */
export function nudgeWorkers(change: Change, whom: { agents?: StageName[]; workerIds?: string[] }): void {
  change.afterCommit((context) => sendNudge(context, whom));
}

/** Has workers report now. */
export function sendNudge(
  { nc, log }: Pick<Said, "nc" | "log">,
  { agents = [], workerIds = [] }: { agents?: StageName[]; workerIds?: string[] },
): void {
  try {
    hint(nc, nudge, { agents, worker_ids: workerIds });
  } catch (error) {
    log.warn({ err: error }, "hint not sent");
  }
}
