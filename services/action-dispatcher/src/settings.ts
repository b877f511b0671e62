import type { SettingBindings } from "@agentos/config-kit/live-settings";
import { parseNetworks } from "@agentos/service-kit/http/networks";
import type { Config } from "./config.ts";

/** What the dispatcher follows of the settings. */
export const dispatcherSettings: SettingBindings<"action-dispatcher", Config> = {
  "actions.per_account_per_minute": "ACTION_LIMIT_PER_ACCOUNT",
  "actions.per_address_per_minute": "ACTION_LIMIT_PER_ADDRESS",
  "actions.limits": {
    variable: "ACTION_LIMITS",
    read: (limits) => new Map(Object.entries(limits)),
    tell: (limits) => Object.fromEntries(limits),
  },
  "actions.allowlists": {
    variable: "ACTION_ALLOWLISTS",
    read: (lists) => new Map(Object.entries(lists).map(([action, texts]) => [action, parseNetworks(texts)])),
    tell: (lists) => Object.fromEntries([...lists].map(([action, { texts }]) => [action, [...texts]])),
  },
  "actions.denials": "ACTION_DENIALS",
  "actions.lock_seconds": "ACTION_LOCK_SECONDS",
  "actions.lock_seconds_max": "ACTION_LOCK_SECONDS_MAX",
  "breaker.failures": "ACTION_BREAKER_FAILURES",
  "breaker.calls": "ACTION_BREAKER_CALLS",
  "breaker.open_seconds": "ACTION_BREAKER_OPEN_SECONDS",
};
