import { z } from "zod";
import { roles } from "../roles.ts";
import type { ServiceName } from "../services.ts";
import { defineRequest } from "./message-contract.ts";

/** For whom an action is carried out. `own`: on nothing but what belongs to that user. */
export const actor = z.object({ user_id: z.uuid(), role: z.enum(roles), scope: z.enum(["any", "own"]) });
export type Actor = z.infer<typeof actor>;

/** Services that carry actions out. */
export const actionOwners = [
  "jobs",
  "fleet",
  "audit",
  "action-dispatcher",
  "identity",
  "system",
] as const satisfies readonly ServiceName[];
export type ActionOwner = (typeof actionOwners)[number];

/** Services that run managers, and carry out the actions on them. */
export const managerOwners = [
  "jobs",
  "fleet",
  "audit",
  "action-dispatcher",
  "system",
] as const satisfies readonly ActionOwner[];
export type ManagerOwner = (typeof managerOwners)[number];

function actRequest(owner: ActionOwner) {
  return defineRequest({
    kind: "cmd",
    owner,
    name: "act",
    callers: ["action-dispatcher"],
    // The dispatcher says how long it waits; an owner that answers later is still right, and its answer is in the database.
    deadlineMs: 10_000,
    request: z.object({
      action_id: z.uuid(),
      action: z.string(),
      payload: z.unknown(),
      dry_run: z.boolean(),
      reason: z.string().optional(),
      actor,
    }),
    /** `held`: the effect is under way, and its outcome will be in the database. */
    reply: z.object({ state: z.enum(["done", "held"]), result: z.unknown() }),
  });
}

/** Asks an owner to carry an action out, or to say what it would change. */
export const act = Object.fromEntries(actionOwners.map((owner) => [owner, actRequest(owner)])) as Record<
  ActionOwner,
  ReturnType<typeof actRequest>
>;
