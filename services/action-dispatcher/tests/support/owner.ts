import type { ActionCall } from "@agentos/action-kit/handler";
import type { AnyDb, AnyTx, Ended } from "@agentos/action-kit/completion";
import { serveActions } from "@agentos/action-kit/serve-actions";
import type { ActionName } from "@agentos/contracts/actions/actions";
import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { sql } from "kysely";
import { quietLog, type Stack } from "./stack.ts";

/** Does an action; usually its effect and its outcome in one transaction of `db`. */
export type Behaviour<Name extends ActionName> = (call: ActionCall<Name>, db: AnyDb) => Promise<Ended>;

export type Owner = {
  /** Does an action so from now on. Errors that are thrown become its outcome. */
  behave<Name extends ActionName>(action: Name, behaviour: Behaviour<Name>): void;
  /** Answers dry runs of an action. */
  wouldChange(action: ActionName, affected: unknown): void;
  /** How often each action had its effect, by its id. */
  effects(): Promise<Map<string, number>>;
  /** Takes no more requests. */
  close(): Promise<void>;
};

/** Makes the table in which the effects of a test's owner can be counted. */
export async function prepareEffects({ admin }: Stack): Promise<void> {
  await admin.query("create table jobs.effects (action_id uuid not null)");
  await admin.query("grant select, insert on jobs.effects to jobs");
}

export const completePause: Behaviour<"queue.pause"> = (call, db) =>
  db.transaction().execute(async (tx) => {
    await haveEffect(tx, call.actionId);
    return call.complete(tx, pausedBy(call));
  });

export async function haveEffect(tx: AnyTx, actionId: string): Promise<void> {
  await sql`insert into effects values (${actionId})`.execute(tx);
}

export function pausedBy({ payload }: ActionCall<"queue.pause">) {
  return { queues: [payload.queue === "default" ? ("video_cutter" as const) : payload.queue], paused_until: null };
}

/** Serves the actions of an owner on the stack's servers, with a pool of its own; `queue.pause` counts its effects. */
export async function startOwner(stack: Stack, owner: "jobs" | "fleet" = "jobs"): Promise<Owner> {
  const log = quietLog();
  const url = stack.database.urlFor(owner);
  const { db, close } = connectDatabase<object>({ url, poolSize: 8, applicationName: "test-owner", log });
  const nc = await connectNats({ ...stack.nats.credentials(owner), service: owner, log });
  const handlers: Record<string, { run?: unknown; dryRun?: unknown }> = {};
  const behave: Owner["behave"] = (action, behaviour) => {
    const run = (call: Parameters<typeof behaviour>[0]): Promise<Ended> => behaviour(call, db as AnyDb);
    handlers[action] = { ...handlers[action], run };
  };
  behave("queue.pause", completePause);
  const served = serveActions({ owner, nc, db, log, handlers });
  await nc.flush();
  return {
    behave,
    wouldChange(action, affected) {
      handlers[action] = { ...handlers[action], dryRun: async () => affected };
    },
    async effects() {
      const { rows } = await stack.admin.query<{ action_id: string; n: number }>(
        "select action_id, count(*)::int as n from jobs.effects group by action_id",
      );
      return new Map(rows.map(({ action_id, n }) => [action_id, n]));
    },
    async close() {
      served.unsubscribe();
      await nc.close();
      await close();
    },
  };
}
