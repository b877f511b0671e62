import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { chosenPassword, exampleUserId, onAccounts, userTarget } from "./user-action.ts";

export const userResetPassword = defineAction({
  ...onAccounts,
  name: "user.reset_password",
  payload: userTarget.extend({ password: chosenPassword }),
  result: z.object({ user_id: z.uuid(), ended: z.int().describe("Sessions that have ended with it.") }),
  errors: ["NOT_FOUND", "FORBIDDEN"],
  summary: "Gives an account another password; its sessions end, and a lockout is lifted.",
  label: "Reset password",
  confirmation: "Give this account another password? Its sessions end at once.",
  example: { user_id: exampleUserId, password: "another long password" },
});
