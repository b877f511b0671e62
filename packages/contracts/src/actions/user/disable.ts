import { defineAction } from "../action-contract.ts";
import { exampleUserId, onAccounts, userState, userTarget } from "./user-action.ts";

export const userDisable = defineAction({
  ...onAccounts,
  name: "user.disable",
  payload: userTarget,
  result: userState,
  reason: "required",
  errors: ["NOT_FOUND", "LAST_ADMIN", "CONFLICT", "FORBIDDEN"],
  summary: "Closes an account: its sessions end, and nobody can sign in to it.",
  label: "Disable account",
  confirmation: "Disable this account? Its sessions end at once.",
  example: { user_id: exampleUserId },
});
