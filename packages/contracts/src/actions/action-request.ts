import { z } from "zod";
import { reason, risks, type ActionContract } from "./action-contract.ts";
import { actions, type ActionName, type PayloadOf } from "./actions.ts";

/** Body of `POST /api/admin/action`. */
export type ActionRequest<Name extends ActionName = ActionName> = {
  [N in Name]: { action: N; payload: PayloadOf<N>; dry_run?: boolean; reason?: string };
}[Name];

/** The body that one action takes. */
export function requestSchemaOf(action: ActionContract): z.ZodObject {
  return z.strictObject({
    action: z.literal(action.name),
    payload: action.payload,
    ...(action.dryRun ? { dry_run: z.boolean().optional() } : {}),
    reason: action.reason === "required" ? reason : reason.optional(),
  });
}

/** The same, with what the documentation tells of the action. */
function describedRequestOf(action: ActionContract): z.ZodObject {
  const { name, label, summary, permission, risk, perMinute, example } = action;
  return requestSchemaOf(action).meta({
    title: `${name}: ${label}`,
    description: `${summary} Needs ${permission}${risks[risk].needsKey ? " and an X-Idempotency-Key" : ""}.`,
    "x-permission": permission,
    "x-risk": risk,
    "x-rate-limit": { limit: perMinute, window_seconds: 60, unit: "requests", per: "user" },
    "x-errors": action.errors,
    examples: [{ action: name, payload: example, ...(action.reason ? { reason: "What it is done for" } : {}) }],
  });
}

type Bodies = [z.ZodObject, ...z.ZodObject[]];

/** Any of the actions, told apart by `action`. */
export const actionRequest = z.discriminatedUnion(
  "action",
  actions.map((action) => describedRequestOf(action as unknown as ActionContract)) as unknown as Bodies,
);
