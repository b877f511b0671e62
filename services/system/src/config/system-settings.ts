import type { SettingBindings } from "@agentos/config-kit/live-settings";
import type { Config } from "../config.ts";

/** What system itself follows of the settings that it keeps. */
export const systemSettings: SettingBindings<"system", Config> = {
  "analytics.target_seconds": "JOB_SLA_SECONDS",
  "exports.keep_seconds": "EXPORT_SECONDS",
};
