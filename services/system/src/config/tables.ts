import type { SettingsValues } from "@agentos/contracts/settings/settings";
import type { ColumnType, Generated } from "kysely";

/** One setting that a version changed; null where it was, or is, as it was deployed. */
export type SettingChange = { key: string; before: unknown; after: unknown };

export type ConfigTables = {
  config_versions: {
    version: number;
    settings: ColumnType<SettingsValues, string, never>;
    changes: ColumnType<SettingChange[], string, never>;
    action: string;
    action_id: string;
    author: string;
    created_at: Generated<Date>;
  };
  config_deployed: { service: string; key: string; value: ColumnType<unknown, string, string> };
  config_followers: { service: string; instance: string; version: number | null; seen_at: Generated<Date> };
};
