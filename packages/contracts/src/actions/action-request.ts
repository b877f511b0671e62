import { z } from "zod";
import { errorCodes } from "../errors.ts";
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

export const actionStates = ["running", "held", "done", "failed"] as const;

/** Reply of `POST /api/admin/action`: `accepted` is still under way, and `dry_run` changed nothing. */
export const actionReply = z.object({
  action_id: z.uuid(),
  status: z.enum(["succeeded", "accepted", "dry_run"]),
  result: z.unknown(),
});
export type ActionReply = z.infer<typeof actionReply>;

/** One action, as its status tells. */
export const actionView = z.object({
  action_id: z.uuid(),
  action: z.string(),
  user_id: z.uuid(),
  /** `held`: its effect is under way outside the database. */
  state: z.enum(actionStates),
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  abort_requested: z.boolean(),
  result: z.unknown(),
  error: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  trace_id: z.string(),
  created_at: z.string(),
  finished_at: z.string().nullable(),
  duration_ms: z.number().nullable(),
});
