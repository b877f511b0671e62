import type { SettingBindings } from "@agentos/config-kit/live-settings";
import { flagAsPercent } from "@agentos/config-kit/share-of-users";
import type { Config } from "./config.ts";

/** What jobs follows of the settings. */
export const jobSettings: SettingBindings<"jobs", Config> = {
  "queue.warning_depth": "QUEUE_WARNING_DEPTH",
  "queue.critical_depth": "QUEUE_CRITICAL_DEPTH",
  "media.address_seconds": "MEDIA_TOKEN_SECONDS",
  "flags.jobs_from_links": { variable: "JOBS_FROM_LINKS_PERCENT", ...flagAsPercent },
};
