import { defineAction } from "../action-contract.ts";
import { exampleUserId, onAccounts, userState, userTarget } from "./user-action.ts";

export const userEnable = defineAction({
  ...onAccounts,
  name: "user.enable",
  payload: userTarget,
  result: userState,
  errors: ["NOT_FOUND", "CONFLICT", "FORBIDDEN"],
  summary: "Opens a disabled account again.",
  label: "Enable account",
  confirmation: "Let this account sign in again?",
  example: { user_id: exampleUserId },
});
