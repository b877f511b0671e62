import { risks } from "@agentos/contracts/actions/action-contract";
import { actionScope } from "@agentos/contracts/actions/action-scope";
import type { Operation } from "@agentos/contracts/api/operation";
import { z } from "zod";

type Action = Operation["action"];

/** Who may do it: the pipeline of actions judges that, not the gateway. */
export function accessOfAction(action: NonNullable<Action>): string[] {
  const forStaff = "For staff, from the addresses of administrators.";
  if (action === "of_body") return [forStaff, "The action that the body names says which permission it needs."];
  const own = actionScope(action, "user") === "own";
  return own
    ? [
        `The action ${action.name}: for anyone on their own; on what is others', with the permission ${action.permission}.`,
      ]
    : [`The action ${action.name}: needs the permission ${action.permission}.`, forStaff];
}

/** What the pipeline limits beside the gateway, unless it is configured otherwise. */
export function limitsOfAction({ action }: Operation): string[] {
  if (action === undefined) return [];
  if (action === "of_body") return ["Each action has a limit of its own; a third of it may be used in any 10 s."];
  return [`Of this action at most ${action.perMinute} per user in 60 s, a third of them in any 10 s.`];
}

/** The header that makes an action happen once; no header for what is no action. */
export function headersOfAction({ action }: Operation): z.ZodObject {
  if (action === undefined) return z.object({});
  const needed = action !== "of_body" && risks[action.risk].needsKey;
  const key = z
    .string()
    .min(1)
    .max(255)
    .meta({
      description: `Makes it happen once: the same key within an hour gives the same answer again. ${needed ? "Required." : keysSay}`,
      example: "6f1c7f0e-5a63-4c0e-9d0b-0f6b3f0f6c11",
    });
  return z.object({ "X-Idempotency-Key": needed ? key : key.optional() });
}

const needing = Object.entries(risks).flatMap(([risk, { needsKey }]) => (needsKey ? [risk] : []));
const keysSay = `Required where the action's risk is ${needing.join(", ")}.`;

export const replayedHeader = z.object({
  "Idempotency-Replayed": z
    .literal("true")
    .optional()
    .meta({ description: "This is the stored answer to an earlier request with the same key." }),
});
