import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { limitedSubject } from "./limited-subject.ts";

export const systemUnlockAccount = defineAction({
  name: "system.unlock_account",
  owner: "identity",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "standard",
  perMinute: 5,
  payload: limitedSubject,
  /** How many locks were in force. */
  result: z.object({ lifted: z.int() }),
  errors: [],
  summary: "Lifts the lock that failed sign-ins have brought upon an account or an address.",
  label: "Unlock",
  unbreakable: true,
  example: { user_id: "0195504b-3a10-7c55-8f0e-2b1d9c7a4e02" },
});
