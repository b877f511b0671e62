import { z } from "zod";
import { defineAction } from "../action-contract.ts";

export const actionAbort = defineAction({
  name: "action.abort",
  owner: "action-dispatcher",
  view: "dashboard",
  permission: "ADMIN",
  ownFor: ["operator", "supervisor", "user"],
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ action_id: z.uuid() }),
  result: z.object({ action_id: z.uuid(), action: z.string() }),
  errors: ["NOT_FOUND", "CONFLICT"],
  summary: "Asks a bulk or long action to stop at its next safe point; it then says how far it came.",
  label: "Stop action",
  confirmation: "Stop this action? What it has done so far stays done.",
  example: { action_id: "0195504b-3a10-7c55-8f0e-2b1d9c7a4e01" },
});
