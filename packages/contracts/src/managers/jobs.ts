import { z } from "zod";
import { lease } from "../limits.ts";
import { defineManager } from "./manager-contract.ts";

export const leaseReaper = defineManager({
  name: "lease-reaper",
  owner: "jobs",
  label: "Lease reaper",
  summary: "Gives steps whose worker has gone silent to other workers.",
  intervalSeconds: 1,
  intervalBounds: { min: 1, max: 10 },
  runSeconds: 30,
  settings: z.strictObject({
    outage_seconds: z
      .number()
      .min(1)
      .max(60)
      .default(2)
      .describe("A round that comes so much later than it should was an outage, in which no worker could speak."),
    grace_seconds: z
      .number()
      .min(lease.seconds)
      .max(300)
      .default(lease.seconds)
      .describe("So long after an outage no silence is judged."),
  }),
  enabled: true,
  essential: true,
});
