import { z } from "zod";
import { reason, type ActionContract } from "./action-contract.ts";
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

type Bodies = [z.ZodObject, ...z.ZodObject[]];

/** Any of the actions, told apart by `action`. */
export const actionRequest = z.discriminatedUnion(
  "action",
  actions.map((action) => requestSchemaOf(action as unknown as ActionContract)) as unknown as Bodies,
);
