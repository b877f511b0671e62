import { z } from "zod";
import { defineEvent } from "./event-contract.ts";

export const configChangedEvent = defineEvent({
  name: "config:changed",
  owner: "system",
  tells: "The configuration has a new version, which every service follows within a second.",
  entity: "configuration",
  payload: z.object({
    version: z.int(),
    /** The action that made it. */
    action: z.string(),
    author: z.uuid(),
    /** Keys of the settings that have another value. */
    changed: z.array(z.string()),
  }),
});
