import { z } from "zod";
import { defineManager } from "./manager-contract.ts";

export const auditSequencer = defineManager({
  name: "audit-sequencer",
  owner: "audit",
  label: "Audit sequencer",
  summary: "Gives the audit entries that have come in their place in the chain.",
  intervalSeconds: 0.5,
  intervalBounds: { min: 0.1, max: 10 },
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
    keep_years: z
      .int()
      .min(7)
      .max(100)
      .default(7)
      .describe("Whole months stay for so long; the database keeps them for seven years whatever is said here."),
  }),
  enabled: true,
  essential: false,
});
