import { randomUUID } from "node:crypto";
import type { ActionName } from "@agentos/contracts/actions/actions";
import type { actionView, ActionReply } from "@agentos/contracts/actions/action-reply";
import type { Stack } from "@agentos/testkit/servers/stack";
import type { z } from "zod";
import { query, until, type Answer, type Person } from "../driver.ts";

/** What a case of the catalogue works on: the running system, seen through its front door and into its database. */
export type World = {
  stack: Stack;
  admin: Person;
  user: Person;
  /** A video that is cut in a few seconds. */
  video: string;
};

/** How an action of the catalogue is shown to do what it says. */
export type ActionCase = {
  /** Brings about what the action is to change; gives what to send, and how to see that it has happened. */
  prepare(world: World): Promise<{
    payload: object;
    /** Fails unless the effect is there; may wait for it. */
    observe(result: unknown): Promise<void>;
    /** What must not change when the same request is sent again. */
    effect(): Promise<unknown>;
    /** For an action with a dry run: the ids that it must name, and what it must leave alone. */
    dryRun?: { ids(): Promise<string[]>; untouched(): Promise<unknown> };
    /** Puts the system back for the cases after it. */
    restore?(): Promise<void>;
  }>;
};

/** Cases by action; a missing one does not compile. */
export type ActionCases<Names extends ActionName> = { [Name in Names]: ActionCase };

/** Wrong passwords that lock an account in this world. */
export const signInFailures = 12;

export type Sent = { status: number; replayed: boolean; body: Answer<ActionReply>["body"] };

export type SendOptions = { key?: string; dryRun?: boolean; reason?: string };

/** Sends an action; a fresh idempotency key unless one is given. */
export async function sendAction(
  world: World,
  action: string,
  payload: object,
  { key = randomUUID(), dryRun = false, reason = "to see that it does what it says" }: SendOptions = {},
): Promise<Sent> {
  const body = { action, payload, reason, ...(dryRun ? { dry_run: true } : {}) };
  const answer = await world.admin.post<ActionReply>("/api/admin/action", body, { "x-idempotency-key": key });
  return {
    status: answer.status,
    replayed: answer.headers.get("idempotency-replayed") === "true",
    body: answer.body,
  };
}

/** Waits for the end of an action, which may have been accepted only. */
export function untilActionEnded(world: World, sent: Sent): Promise<z.infer<typeof actionView>> {
  return untilActionKnown(world, sent.body.data.action_id);
}

/** Waits for the end of the action of an id. */
export function untilActionKnown(world: World, actionId: string): Promise<z.infer<typeof actionView>> {
  return until(async () => {
    const { body } = await world.admin.get<{ actions: z.infer<typeof actionView>[] }>(
      `/api/admin/action/status?action_id=${actionId}`,
    );
    const [view] = body.data.actions;
    return view && ["done", "failed"].includes(view.state) && view;
  });
}

export type AuditRow = { kind: string; action: string; error_code: string | null };

/** What the audit trail tells of an action, chained or about to be. */
export function auditOf({ stack }: World, actionId: string): Promise<AuditRow[]> {
  return query<AuditRow>(
    stack,
    `select kind, action, error_code from (
       select id, kind, action, error_code from entries where action_id = $1
       union all
       select id, kind, action, error_code from inbox where action_id = $1
     ) told order by id`,
    [actionId],
    "audit",
  );
}
