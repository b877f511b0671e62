import { z } from "zod";
import { defineManager } from "./manager-contract.ts";

export const auditSequencer = defineManager({
  name: "audit-sequencer",
  owner: "audit",
  label: "Audit sequencer",
  summary: "Chains the audit entries that have come in, and signs the head of the chain.",
  intervalSeconds: 1,
  intervalBounds: { min: 1, max: 10 },
  runSeconds: 60,
  settings: z.strictObject({}),
  enabled: true,
  essential: true,
});

export const auditRetention = defineManager({
  name: "audit-retention",
  owner: "audit",
  label: "Audit retention",
  summary:
    "Drops the months of the audit trail that are past their time, after a signed anchor, and makes the months ahead.",
  intervalSeconds: 3600,
  intervalBounds: { min: 60, max: 86_400 },
  runSeconds: 300,
  settings: z.strictObject({
    keep_months: z
      .int()
      .min(84)
      .max(1200)
      .default(84)
      .describe("Whole months that are kept: seven years at the least."),
  }),
  enabled: true,
  essential: false,
});
