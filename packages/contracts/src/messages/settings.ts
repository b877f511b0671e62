import { z } from "zod";
import { serviceNames } from "../services.ts";
import { defineHint, defineRequest } from "./message-contract.ts";

/** What operators have set, by key; each follower checks the values that it knows. */
const values = z.record(z.string(), z.unknown());

/** Asks for the settings in force, and says which the asker has in force now. */
export const settingsInForce = defineRequest({
  kind: "query",
  owner: "system",
  name: "settings_in_force",
  callers: serviceNames,
  deadlineMs: 2000,
  request: z.object({
    service: z.enum(serviceNames),
    instance: z.string().max(200),
    /** Null where it has none yet. */
    holds: z.int().nullable(),
    /** What the settings that it follows were deployed with; told until it was heard. */
    deployed: values.optional(),
  }),
  reply: z.object({
    version: z.int(),
    /** Null where the asker has them. */
    values: values.nullable(),
  }),
});

/** The version that holds: told at once when there is a new one, and again and again, since a hint may be lost. */
export const settingsVersion = defineHint({
  owner: "system",
  name: "settings_version",
  listeners: serviceNames,
  payload: z.object({ version: z.int() }),
});
