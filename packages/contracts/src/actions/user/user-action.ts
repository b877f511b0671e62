import { z } from "zod";
import { roles } from "../../roles.ts";
import { unrecorded } from "../action-contract.ts";

export const exampleUserId = "0195504b-3a10-7c55-8f0e-2b1d9c7a4e02";

/** An account that an action is about. */
export const userTarget = z.strictObject({ user_id: z.uuid() });

/** A password that an administrator chooses for somebody. */
export const chosenPassword = unrecorded(z.string().min(12).max(200)).describe("12 to 200 characters; kept nowhere.");

/** An account after an action. */
export const userState = z.object({ user_id: z.uuid(), role: z.enum(roles), disabled: z.boolean(), version: z.int() });

/** What all actions on accounts have in common. */
export const onAccounts = {
  owner: "identity",
  view: "accounts",
  permission: "USER_MANAGE",
  risk: "critical",
  perMinute: 20,
} as const;
