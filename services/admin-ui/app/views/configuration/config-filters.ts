import { settingKey } from "@agentos/contracts/settings/settings";
import { sectionQueries } from "@agentos/contracts/snapshot/section-queries";
import { z } from "zod";

export const configTabs = ["settings", "flags", "versions", "followers"] as const;

/** What the address of the configuration tells. */
export const configFilters = z.object({
  tab: z.enum(configTabs).optional(),
  search: z.string().max(100).optional(),
  /** Only what operators have set. */
  set: z.boolean().optional(),
  /** The setting, or the version, that is open. */
  setting: settingKey.optional(),
  version: z.int().min(1).optional(),
  ...sectionQueries.config_versions.filters.shape,
});
