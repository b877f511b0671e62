import { randomBytes, randomUUID } from "node:crypto";
import type { ActionName, PayloadOf, ResultOf } from "@agentos/contracts/actions/actions";
import type { ErrorCode } from "@agentos/contracts/errors";
import { act } from "@agentos/contracts/messages/actions";
import { ask } from "@agentos/messaging/request";
import { newTrace, traceparent } from "@agentos/service-kit/trace";
import type { NatsConnection } from "@nats-io/transport-node";
import type { Pool } from "pg";
import { until } from "./until.ts";

export type ActionEnd<Name extends ActionName> = {
  state: "done" | "failed";
  result: ResultOf<Name>;
  error_code: ErrorCode | null;
  error_message: string | null;
};

/** Writes an action down as the dispatcher does, asks its owner to carry it out, and returns its id at once. */
export async function sendAction<Name extends ActionName>(
  { nc, dispatcher }: { nc: NatsConnection; dispatcher: Pool },
  action: Name,
  payload: PayloadOf<Name>,
): Promise<string> {
  const id = randomUUID();
  const actor = { user_id: randomUUID(), role: "admin" as const, scope: "any" as const };
  await dispatcher.query(
    `insert into actions (id, user_id, session_id, role, action, owner, payload_hash, lease_expires_at, security_context, traceparent)
     values ($1, $2, $3, 'admin', $4, 'action-dispatcher', $5, now() + interval '30 s', '{}', $6)`,
    [id, actor.user_id, randomUUID(), action, randomBytes(32), traceparent(newTrace())],
  );
  // What it fails with is in its row, too.
  await ask(nc, act["action-dispatcher"], { action_id: id, action, payload, dry_run: false, actor }).catch(
    () => undefined,
  );
  return id;
}

/** Waits for the end of an action. */
export function endOf<Name extends ActionName>(dispatcher: Pool, id: string): Promise<ActionEnd<Name>> {
  return until(`the end of action ${id}`, async () => {
    const text =
      "select state, result, error_code, error_message from actions where id = $1 and finished_at is not null";
    return (await dispatcher.query<ActionEnd<Name>>(text, [id])).rows[0];
  });
}
