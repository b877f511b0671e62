import { z } from "zod";
import { defineManager } from "./manager-contract.ts";

export const actionSettler = defineManager({
  name: "action-settler",
  owner: "action-dispatcher",
  label: "Action settler",
  summary: "Ends actions that their owner has said nothing of, as what truly became of them.",
  intervalSeconds: 1,
  intervalBounds: { min: 1, max: 30 },
  runSeconds: 60,
  settings: z.strictObject({}),
  enabled: true,
  essential: true,
});

export const rateLimitCleaner = defineManager({
  name: "rate-limit-cleaner",
  owner: "action-dispatcher",
  label: "Rate-limit cleaner",
  summary: "Removes counters of rate limits that would stay in Redis for ever, or that have not been used for long.",
  intervalSeconds: 300,
  intervalBounds: { min: 5, max: 86_400 },
  runSeconds: 60,
  settings: z.strictObject({
    idle_seconds: z
      .int()
      .min(3600)
      .max(604_800)
      .default(86_400)
      .describe("A counter that has not been used for so long goes: longer than the window of any limit."),
    max_keys: z.int().min(100).max(1_000_000).default(20_000).describe("Keys that one run looks at, at the most."),
  }),
  enabled: true,
  essential: false,
});

export const breakerHealth = defineManager({
  name: "breaker-health",
  owner: "action-dispatcher",
  label: "Breaker health",
  summary: "Looks at every circuit breaker, and closes those whose service answers again.",
  intervalSeconds: 30,
  intervalBounds: { min: 1, max: 3600 },
  runSeconds: 30,
  settings: z.strictObject({
    probe_ms: z.int().min(100).max(5000).default(1000).describe("Milliseconds that a service has to answer."),
  }),
  enabled: true,
  essential: false,
});
