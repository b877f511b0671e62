import { settingsDocument, settingsFormat } from "@agentos/contracts/settings/document";
import { judgeSettings } from "@agentos/contracts/settings/faults";
import { findSetting, type SettingsValues } from "@agentos/contracts/settings/settings";
import type { z } from "zod";
import { isSame, type SettingRow } from "./drafts.ts";

export type SettingsDocument = z.input<typeof settingsDocument>;
export type ImportMode = "merge" | "replace";
export type Fault = { path: string; message: string };
type Change = { key: string; before: unknown; after: unknown };

/** A text as a document of settings, with everything that is wrong, each by its path in it. */
export function readSettingsFile(
  text: string,
  mode: ImportMode,
  rows: readonly SettingRow[],
): { document: SettingsDocument | undefined; faults: Fault[] } {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return { document: undefined, faults: [{ path: "", message: `This is not JSON: ${(error as Error).message}` }] };
  }
  const parsed = settingsDocument.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return { document: undefined, faults };
  }
  return { document: parsed.data, faults: faultsOf(parsed.data, mode, rows) };
}

function faultsOf({ settings }: SettingsDocument, mode: ImportMode, rows: readonly SettingRow[]): Fault[] {
  const deployed = Object.fromEntries(rows.map((row) => [row.key, row.deployed])) as SettingsValues;
  const kept = mode === "merge" ? rows.filter((row) => row.set).map((row) => [row.key, row.value] as const) : [];
  const { faults } = judgeSettings({ ...Object.fromEntries(kept), ...settings }, deployed);
  return faults.map(({ path, message }) => ({ path: `settings.${path}`, message }));
}

/** The settings that would have another value. */
export function changesOf({ settings }: SettingsDocument, mode: ImportMode, rows: readonly SettingRow[]): Change[] {
  return rows
    .map(({ key, value, deployed, set }) => {
      const stays = mode === "merge" || !set ? value : deployed;
      return { key, before: value, after: key in settings ? settings[key] : stays };
    })
    .filter(({ key, before, after }) => findSetting(key) && !isSame(before, after));
}

/** What a file of settings is called: `agentos-settings-7.json`. */
export function settingsFileName({ version = 0 }: SettingsDocument): string {
  return `${settingsFormat.replace("/1", "")}-${version}.json`;
}
