import type { SettingBindings } from "@agentos/config-kit/live-settings";
import type { Config } from "./config.ts";

/** What identity follows of the settings. */
export const identitySettings: SettingBindings<"identity", Config> = {
  "accounts.registration_open": "REGISTRATION_OPEN",
  "sessions.refresh_days": "REFRESH_TOKEN_DAYS",
  "sessions.max_days": "SESSION_MAX_DAYS",
  "sessions.signing_key_days": "SIGNING_KEY_DAYS",
  "sign_in.failures": "SIGN_IN_FAILURES",
  "sign_in.failures_per_address": "SIGN_IN_FAILURES_PER_ADDRESS",
  "sign_in.lock_seconds": "SIGN_IN_LOCK_SECONDS",
  "sign_in.account_lock_max_seconds": "SIGN_IN_ACCOUNT_LOCK_MAX_SECONDS",
  "sign_in.forget_seconds": "SIGN_IN_FORGET_SECONDS",
};
