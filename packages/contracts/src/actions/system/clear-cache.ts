import { z } from "zod";
import { defineAction } from "../action-contract.ts";

/** What can be forgotten without anything being lost: it is made anew from the database. */
export const cacheScopes = ["snapshot", "replies", "all"] as const;

export const systemClearCache = defineAction({
  name: "system.clear_cache",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({
    scope: z.enum(cacheScopes).describe("The snapshot that staff reads; replies to repeated actions; or both."),
  }),
  /** How many keys were removed of each; null where it was not asked for. */
  result: z.object({ snapshot: z.int().nullable(), replies: z.int().nullable() }),
  errors: ["SERVICE_UNAVAILABLE"],
  summary: "Forgets what is kept for speed alone; the next read builds it anew.",
  label: "Clear cache",
  confirmation: "Forget what is cached? The next reads are slower.",
  example: { scope: "snapshot" },
});
