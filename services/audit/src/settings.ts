import type { SettingBindings } from "@agentos/config-kit/live-settings";
import type { Config } from "./config.ts";

/** What audit follows of the settings. */
export const auditSettings: SettingBindings<"audit", Config> = {
  "audit.sign_every_seconds": "AUDIT_SIGN_EVERY_SECONDS",
};
