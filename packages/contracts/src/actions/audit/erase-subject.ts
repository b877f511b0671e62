import { z } from "zod";
import { affected, defineAction } from "../action-contract.ts";

export const auditEraseSubject = defineAction({
  name: "audit.erase_subject",
  owner: "audit",
  view: "accounts",
  permission: "ADMIN",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({ user_id: z.uuid() }),
  result: z.object({ user_id: z.uuid(), keys_destroyed: z.int() }),
  dryRun: affected.describe("The keys that would be destroyed."),
  reason: "required",
  errors: [],
  summary:
    "Destroys the keys by which a person's values in the audit trail can be read: address, program, reasons. The chain stays whole.",
  label: "Erase a person from the audit trail",
  confirmation: "What the audit trail knows of this person can never be read again. Destroy the keys?",
  example: { user_id: "0195504b-3a10-7c55-8f0e-2b1d9c7a4e02" },
});
