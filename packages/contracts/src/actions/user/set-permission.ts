import { z } from "zod";
import { permissions } from "../../permissions.ts";
import { defineAction } from "../action-contract.ts";
import { exampleUserId, onAccounts, userTarget } from "./user-action.ts";

/** `default`: as the role has it. */
const settings = ["grant", "deny", "default"] as const;

export const userSetPermission = defineAction({
  ...onAccounts,
  name: "user.set_permission",
  payload: userTarget.extend({ permission: z.enum(permissions), setting: z.enum(settings) }),
  result: z.object({ user_id: z.uuid(), permission: z.enum(permissions), setting: z.enum(settings) }),
  errors: ["NOT_FOUND", "LAST_ADMIN", "FORBIDDEN"],
  summary: "Grants one permission to an account, denies it, or leaves it to the role.",
  label: "Change permission",
  confirmation: "Change what this account may do?",
  example: { user_id: exampleUserId, permission: "LOG_EXPORT", setting: "grant" },
});
