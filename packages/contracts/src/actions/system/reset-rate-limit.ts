import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { limitedSubject } from "./limited-subject.ts";

export const systemResetRateLimit = defineAction({
  name: "system.reset_rate_limit",
  owner: "action-dispatcher",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "standard",
  perMinute: 5,
  payload: limitedSubject,
  result: z.object({
    /** Counters that were there. */
    counters: z.int(),
    /** Whether the account was locked out of actions. */
    lock_lifted: z.boolean(),
  }),
  errors: ["SERVICE_UNAVAILABLE"],
  summary: "Forgets what an account or an address has used of every limit, and lifts its lock out of actions.",
  label: "Reset limits",
  example: { user_id: "0195504b-3a10-7c55-8f0e-2b1d9c7a4e02" },
});
