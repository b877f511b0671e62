import { transact } from "@agentos/database/transact";
import { currentTrace, traceparent } from "@agentos/service-kit/trace";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { recordAudit } from "../db/audit.ts";
import { authorise } from "./authorise.ts";
import type { Allowed } from "./asked.ts";

/** Seconds after which an action that its owner has said nothing of is settled; longer than any owner's transaction. */
const leaseSeconds = 30;

/** Writes the action down with its audit entry, after a last look at what its sender may do. */
export async function begin({ db }: Pick<Context, "db">, allowed: Allowed): Promise<void> {
  const { actionId, caller, contract, owner, key, payloadHash } = allowed;
  await transact(db, async (tx) => {
    const actor = await authorise(tx, allowed);
    const security = {
      role: actor.role,
      permission: contract.permission,
      scope: actor.scope,
      session_id: caller.sessionId,
    };
    await tx
      .insertInto("actions")
      .values({
        id: actionId,
        user_id: caller.userId,
        session_id: caller.sessionId,
        role: actor.role,
        action: contract.name,
        owner,
        key: key ?? null,
        payload_hash: payloadHash,
        lease_expires_at: sql<Date>`now() + make_interval(secs => ${leaseSeconds})`,
        security_context: JSON.stringify(security),
        traceparent: traceparent(),
      })
      .execute();
    await recordAudit(tx, {
      kind: "intent",
      action_id: actionId,
      action: contract.name,
      user_id: caller.userId,
      payload: null,
      result: null,
      error_code: null,
      ip_address: null,
      user_agent: null,
      reason: null,
      trace_id: currentTrace()?.traceId ?? "",
      duration_ms: null,
      security_context: security,
      count: 1,
    });
  });
}
