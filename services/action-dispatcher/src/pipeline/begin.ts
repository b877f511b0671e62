import { transact } from "@agentos/database/transact";
import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import type { Actor } from "@agentos/contracts/messages/actions";
import { traceparent } from "@agentos/service-kit/trace";
import type { Context } from "../context.ts";
import { statement } from "../db/sql.ts";
import { authorise } from "./authorise.ts";
import type { Allowed } from "./asked.ts";
import { entryOf, securityContext } from "./entry-of.ts";

const insertIntent = statement<object, unknown[]>("begin");

/**
 * Writes the action down with its audit entry, after a last look at what its sender may do. False where an action of the same
 * user, name and key is there already.
 */
export async function begin(
  { db, config, sealer }: Pick<Context, "db" | "config" | "sealer">,
  allowed: Allowed,
): Promise<boolean> {
  const { actionId, caller, contract, owner, key, payloadHash } = allowed;
  // Before the transaction: sealing may ask the database for a key, on a connection of its own.
  const entry = await entryOf(sealer, { request: allowed }, { kind: "intent", action_id: actionId });
  return transact(db, async (tx) => {
    const actor = await authorise({ db: tx, config }, allowed);
    const security = securityContext({ request: allowed, actor });
    const begun = await insertIntent(
      tx,
      actionId,
      caller.userId,
      caller.sessionId,
      actor.role,
      contract.name,
      owner,
      key ?? null,
      payloadHash,
      config.ACTION_LEASE_SECONDS,
      JSON.stringify(security),
      traceparent(),
      JSON.stringify({ ...entry, security_context: security }),
      alertOf(allowed, contract, actor),
    );
    return begun.length > 0;
  });
}

/** What every administrator is told at once of a critical action. */
function alertOf({ actionId }: Allowed, { name, risk, alerts }: ActionContract, actor: Actor): string | null {
  if (risk !== "critical" && !alerts) return null;
  return JSON.stringify({ action_id: actionId, action: name, user_id: actor.user_id, role: actor.role });
}
