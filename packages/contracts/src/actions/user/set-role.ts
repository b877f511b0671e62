import { z } from "zod";
import { roles } from "../../roles.ts";
import { defineAction } from "../action-contract.ts";
import { exampleUserId, onAccounts, userState, userTarget } from "./user-action.ts";

export const userSetRole = defineAction({
  ...onAccounts,
  name: "user.set_role",
  payload: userTarget.extend({ role: z.enum(roles) }),
  result: userState,
  errors: ["NOT_FOUND", "LAST_ADMIN", "FORBIDDEN"],
  summary: "Gives an account another role; it binds on its very next action.",
  label: "Change role",
  confirmation: "Give this account another role?",
  example: { user_id: exampleUserId, role: "supervisor" },
});
