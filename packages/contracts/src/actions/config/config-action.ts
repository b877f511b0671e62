import { z } from "zod";

/** What all actions on the configuration have in common. */
export const onConfig = { owner: "system", view: "configuration", permission: "CONFIG_UPDATE" } as const;

/** What a change has come to. Where it changed nothing, the version is the one that was there. */
export const configChanged = z.object({
  /** In force in every service within a second. */
  version: z.int(),
  changed: z.array(z.string()).describe("Keys of the settings whose value is another one now."),
});
