import { z } from "zod";
import { errorCodes } from "../errors.ts";
import { roles } from "../roles.ts";
import { defineEvent } from "./event-contract.ts";

const action = z.object({ action_id: z.uuid(), action: z.string(), user_id: z.uuid() });

export const actionExecuted = defineEvent({
  name: "action:executed",
  owner: "action-dispatcher",
  tells: "An action has had its effect, or has failed.",
  entity: "action",
  payload: action.extend({ outcome: z.enum(["done", "failed"]), error_code: z.enum(errorCodes).nullable() }),
});

export const actionCritical = defineEvent({
  name: "action:critical",
  owner: "action-dispatcher",
  tells: "Somebody has begun an action that every administrator is to know of at once.",
  entity: "action",
  payload: action.extend({ role: z.enum(roles) }),
});

export const actionsLocked = defineEvent({
  name: "security:actions_locked",
  owner: "action-dispatcher",
  tells: "Somebody was denied so often that no action is taken from them for a time.",
  entity: "action_lockout",
  payload: z.object({ user_id: z.uuid(), locked_until: z.string(), locks: z.int() }),
});
