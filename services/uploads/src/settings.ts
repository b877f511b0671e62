import type { SettingBindings } from "@agentos/config-kit/live-settings";
import type { Config } from "./config.ts";

/** What uploads follows of the settings. */
export const uploadSettings: SettingBindings<"uploads", Config> = {
  "uploads.max_bytes": "UPLOAD_MAX_BYTES",
  "uploads.keep_free_bytes": "UPLOAD_KEEP_FREE_BYTES",
  "uploads.expire_seconds": "UPLOAD_EXPIRE_SECONDS",
  "uploads.idle_seconds": "UPLOAD_IDLE_SECONDS",
};
