import type { SettingBindings } from "@agentos/config-kit/live-settings";
import type { Config } from "./config.ts";

/** What the gateway follows of the settings. */
export const gatewaySettings: SettingBindings<"gateway", Config> = {
  "limits.public_per_minute": "LIMIT_PUBLIC_PER_MINUTE",
  "limits.health_per_minute": "LIMIT_HEALTH_PER_MINUTE",
  "limits.user_per_minute": "LIMIT_USER_PER_MINUTE",
  "limits.staff_per_minute": "LIMIT_STAFF_PER_MINUTE",
  "limits.actions_per_minute": "LIMIT_ACTIONS_PER_MINUTE",
  "limits.upload_bytes_per_minute": "LIMIT_UPLOAD_BYTES_PER_MINUTE",
  "limits.media_bytes_per_minute": "LIMIT_MEDIA_BYTES_PER_MINUTE",
};
