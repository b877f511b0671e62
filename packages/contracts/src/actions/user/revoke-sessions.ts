import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { exampleUserId, onAccounts, userTarget } from "./user-action.ts";

export const userRevokeSessions = defineAction({
  ...onAccounts,
  name: "user.revoke_sessions",
  payload: userTarget,
  result: z.object({ user_id: z.uuid(), ended: z.int() }),
  errors: ["NOT_FOUND", "FORBIDDEN"],
  summary: "Signs an account out everywhere.",
  label: "Sign out everywhere",
  confirmation: "Sign this account out everywhere?",
  example: { user_id: exampleUserId },
});
