import type { ActionCall } from "@agentos/action-kit/handler";
import type { AnyTx, Ended } from "@agentos/action-kit/completion";
import { serveActions } from "@agentos/action-kit/serve-actions";
import { connectDatabase } from "@agentos/database/connect";
import { connectNats } from "@agentos/messaging/connect";
import { sql } from "kysely";
import { quietLog, type Stack } from "./stack.ts";

type Pause = ActionCall<"queue.pause">;

/** What an owner does with `queue.pause`: usually its effect and its outcome in one transaction. */
export type Behaviour = (call: Pause, db: ReturnType<typeof connectDatabase>["db"]) => Promise<Ended>;

export type Owner = {
  /** Changes what it does from the next action on. */
  behave(behaviour: Behaviour): void;
  /** How often each action had its effect, by its id. */
  effects(): Promise<Map<string, number>>;
  close(): Promise<void>;
};

/** Makes the table in which the effects of a test's owner can be counted. */
export async function prepareEffects({ admin }: Stack): Promise<void> {
  await admin.query("create table if not exists jobs.effects (action_id uuid not null)");
  await admin.query("grant select, insert on jobs.effects to jobs");
}

export const complete: Behaviour = (call, db) =>
  db.transaction().execute(async (tx) => {
    await effect(tx, call);
    return call.complete(tx, outcomeOf(call));
  });

export async function effect(tx: AnyTx, { actionId }: Pause): Promise<void> {
  await sql`insert into effects values (${actionId})`.execute(tx);
}

export function outcomeOf({ payload }: Pause) {
  return { queues: [payload.queue === "default" ? ("video_cutter" as const) : payload.queue], paused_until: null };
}

/** Serves the actions of jobs on the stack's servers, with a pool of its own. */
export async function startOwner(stack: Stack): Promise<Owner> {
  const log = quietLog();
  const { db, close } = connectDatabase<object>({
    url: stack.database.urlFor("jobs"),
    poolSize: 8,
    applicationName: "test-owner",
    log,
  });
  const nc = await connectNats({ ...stack.nats.credentials("jobs"), service: "jobs", log });
  let behaviour = complete;
  const run = (call: Pause): Promise<Ended> => behaviour(call, db as never);
  const served = serveActions({ owner: "jobs", nc, db, log, handlers: { "queue.pause": { run } } });
  await nc.flush();
  return {
    behave(next) {
      behaviour = next;
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
