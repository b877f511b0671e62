import { z } from "zod";
import { errorCodes } from "../errors.ts";
import { roles } from "../roles.ts";
import { defineEvent } from "./event-contract.ts";

const action = z.object({ action_id: z.uuid(), action: z.string(), user_id: z.uuid() });

/** An action has had its effect, or has failed. */
export const actionExecuted = defineEvent({
  name: "action:executed",
  owner: "action-dispatcher",
  entity: "action",
  payload: action.extend({ outcome: z.enum(["done", "failed"]), error_code: z.enum(errorCodes).nullable() }),
});

/** Somebody has begun an action that every administrator is to know of at once. */
export const actionCritical = defineEvent({
  name: "action:critical",
  owner: "action-dispatcher",
  entity: "action",
  payload: action.extend({ role: z.enum(roles) }),
});

/** Somebody was denied so often that no action is taken from them until then. */
export const actionsLocked = defineEvent({
  name: "security:actions_locked",
  owner: "action-dispatcher",
  entity: "action_lockout",
  payload: z.object({ user_id: z.uuid(), locked_until: z.string(), locks: z.int() }),
});
