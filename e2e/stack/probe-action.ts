import { randomUUID } from "node:crypto";
import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import { actions } from "@agentos/contracts/actions/actions";
import type { Stack } from "@agentos/testkit/servers/stack";
import type { Person } from "./driver.ts";
import { maintain } from "./maintenance.ts";

export const catalogue = actions as unknown as readonly ActionContract[];

/** A key that accounts with probes have used already, for every action. */
export const takenKey = "a probe";

/** What a probe is answered where the action is allowed. */
export const allowed = "IDEMPOTENCY_KEY_REUSED";

/**
 * Sees to it that an account can ask whether it may carry out any action, without anything being carried out: its key is
 * taken already, for another payload. Whoever may not is refused before that is found out.
 */
export async function prepareProbes(stack: Stack, userId: string): Promise<void> {
  await maintain(
    stack,
    `insert into action_dispatcher.actions
       (id, user_id, session_id, role, action, owner, key, payload_hash, state, security_context, traceparent, finished_at)
     select gen_random_uuid(), $1, gen_random_uuid(), 'admin', action, 'jobs', $2, '\\x00', 'done', '{}', '', now()
     from unnest($3::text[]) action`,
    [userId, takenKey, catalogue.map(({ name }) => name)],
  );
}

export type Probed = { code: string | undefined; status: number; traceId: string };

/** Asks whether a person may carry out an action. */
export async function probe(person: Person, { name, example, reason }: ActionContract): Promise<Probed> {
  const traceId = randomUUID().replaceAll("-", "");
  const body = { action: name, payload: example, ...(reason ? { reason: "to see whether it is allowed" } : {}) };
  const headers = { "x-idempotency-key": takenKey, "x-trace-id": traceId };
  const answer = await person.post("/api/admin/action", body, headers);
  return { code: answer.body.error_code, status: answer.status, traceId };
}
