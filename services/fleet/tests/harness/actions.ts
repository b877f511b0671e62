import { randomBytes, randomUUID } from "node:crypto";
import type { ActionNameOf, DryRunOf, PayloadOf, ResultOf } from "@agentos/contracts/actions/actions";
import { act, type Actor } from "@agentos/contracts/messages/actions";
import { ask } from "@agentos/messaging/request";
import { newTrace, traceparent } from "@agentos/service-kit/trace";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Pool } from "pg";
import { v7 as uuidv7 } from "uuid";
import { until } from "./until.ts";

type Name = ActionNameOf<"fleet" | "managers">;
export type ActionRow = { state: string; result: unknown; error_code: string | null; error_message: string | null };

/** A dispatcher that has let an action through, and asks for it to be carried out. */
export type Actions = ReturnType<typeof createActions>;

const actor: Actor = { user_id: randomUUID(), role: "admin", scope: "any" };

/** `dispatcher` is the dispatcher's own role, `admin` the maintenance role. */
export function createActions(nc: NatsConnection, dispatcher: Pool, admin: Pool) {
  const read = async (actionId: string): Promise<ActionRow | undefined> => {
    const text = "select state, result, error_code, error_message from action_dispatcher.actions where id = $1";
    return (await admin.query<ActionRow>(text, [actionId])).rows[0];
  };
  const send = async (action: string, payload: unknown): Promise<string> => {
    const actionId = await begin(dispatcher, action);
    await ask(nc, act.fleet, { action_id: actionId, action, payload, dry_run: false, actor });
    return actionId;
  };
  const end = (actionId: string): Promise<ActionRow> =>
    until(`the end of ${actionId}`, async () => {
      const row = await read(actionId);
      return row?.state === "done" || row?.state === "failed" ? row : undefined;
    });
  return {
    /** Has it carried out, and returns its id. Errors: what the owner refused it with. */
    send: <N extends Name>(action: N, payload: PayloadOf<N>) => send(action, payload),
    end,
    /** Has it carried out, and waits for its end. Errors: its failure, as `CODE: message`. */
    async run<N extends Name>(action: N, payload: PayloadOf<N>): Promise<ResultOf<N>> {
      const row = await end(await send(action, payload));
      if (row.state === "failed") throw new Error(`${row.error_code}: ${row.error_message}`);
      return row.result as ResultOf<N>;
    },
    async dryRun<N extends Name>(action: N, payload: PayloadOf<N>): Promise<DryRunOf<N>> {
      const request = { action_id: uuidv7(), action, payload, dry_run: true, actor };
      return (await ask(nc, act.fleet, request)).result as DryRunOf<N>;
    },
    /** Somebody wants it to stop. */
    async abort(actionId: string): Promise<void> {
      await admin.query("update action_dispatcher.actions set abort_requested_at = now() where id = $1", [actionId]);
    },
    /** Outcomes that the audit got of an action. */
    async audited(actionId: string): Promise<{ error_code: string | null; written_by: string }[]> {
      const text = "select error_code, written_by from audit.inbox where action_id = $1 and kind = 'outcome'";
      return (await admin.query<{ error_code: string | null; written_by: string }>(text, [actionId])).rows;
    },
  };
}

async function begin(dispatcher: Pool, action: string): Promise<string> {
  const id = uuidv7();
  await dispatcher.query(
    `insert into actions (id, user_id, session_id, role, action, owner, payload_hash, lease_expires_at, security_context, traceparent)
     values ($1, $2, $3, $4, $5, 'fleet', $6, now() + interval '30 s', '{}', $7)`,
    [id, actor.user_id, randomUUID(), actor.role, action, randomBytes(32), traceparent(newTrace())],
  );
  return id;
}
