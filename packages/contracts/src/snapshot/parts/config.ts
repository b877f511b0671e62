import { z } from "zod";
import { serviceNames } from "../../services.ts";
import { settingKey } from "../../settings/settings.ts";

/** Null where it was, or is, as it was deployed. */
const value = z.unknown();

/** A version of the configuration, and what it changed. */
export const configVersion = z.object({
  version: z.int(),
  /** The action that made it. */
  action: z.string(),
  action_id: z.uuid(),
  author: z.uuid(),
  at: z.iso.datetime(),
  changes: z.array(z.object({ key: z.string(), before: value, after: value })),
});

/** What system tells of the configuration. Labels, bounds and defaults are in the contracts (`settings`). */
export const configPart = z.object({
  version: z.int(),
  settings: z.array(
    z.object({
      key: settingKey,
      /** What holds now. */
      value,
      /** What holds where operators have set nothing. */
      deployed: value,
      /** Whether operators have set it. */
      set: z.boolean(),
    }),
  ),
  /** The newest ten, without what they changed. */
  versions: z.array(configVersion.omit({ changes: true }).extend({ changed: z.array(z.string()) })),
  /** By service: how many of its instances follow, and the oldest version that one of them has in force. */
  followers: z.array(z.object({ service: z.enum(serviceNames), instances: z.int(), version: z.int().nullable() })),
});
