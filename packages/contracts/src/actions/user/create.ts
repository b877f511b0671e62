import { z } from "zod";
import { roles } from "../../roles.ts";
import { defineAction, unrecorded } from "../action-contract.ts";
import { chosenPassword, onAccounts, userState } from "./user-action.ts";

export const userCreate = defineAction({
  ...onAccounts,
  name: "user.create",
  payload: z.strictObject({
    email: unrecorded(z.email().max(254).toLowerCase()),
    password: chosenPassword,
    role: z.enum(roles),
  }),
  result: userState,
  errors: ["EMAIL_TAKEN", "FORBIDDEN"],
  summary: "Makes an account, which can sign in at once.",
  label: "Create account",
  example: { email: "editor@example.org", password: "a long enough password", role: "operator" },
});
