import { z } from "zod";
import { defineAction } from "../action-contract.ts";

export const systemWarmCache = defineAction({
  name: "system.warm_cache",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "standard",
  perMinute: 5,
  payload: z.strictObject({}),
  result: z.object({ epoch: z.uuid(), version: z.int(), confirmed_at: z.iso.datetime() }),
  errors: ["SERVICE_UNAVAILABLE", "TIMEOUT"],
  summary: "Asks every service anew and publishes the snapshot of what they say now.",
  label: "Warm cache",
  example: {},
});
