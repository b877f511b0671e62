import type { Settings } from "../db/tables.ts";

/** Settings with a patch on top, as RFC 7396 (JSON Merge Patch) has it: null takes a setting out. */
export function patchSettings(settings: Settings, patch: Record<string, Settings[string] | null>): Settings {
  const merged = Object.entries({ ...settings, ...patch });
  return Object.fromEntries(merged.filter((entry): entry is [string, Settings[string]] => entry[1] !== null));
}
