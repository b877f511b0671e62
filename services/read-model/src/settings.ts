import type { SettingBindings } from "@agentos/config-kit/live-settings";
import type { Config } from "./config.ts";

/** What read-model follows of the settings. */
export const readModelSettings: SettingBindings<"read-model", Config> = {
  "sockets.per_address": "WS_SOCKETS_PER_ADDRESS",
};
