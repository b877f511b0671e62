import { judgeSettings } from "@agentos/contracts/settings/faults";
import type { SettingKey, SettingsValues } from "@agentos/contracts/settings/settings";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { problemsOf, type FormProblem } from "@agentos/ui/form/form-schema";
import { hashKey } from "@tanstack/react-query";
import { contractOfSetting } from "./setting-groups.ts";

type Config = Sections["config"];
export type SettingRow = NonNullable<Config["settings"]>[number];
export type VersionLine = NonNullable<Config["versions"]>[number];

/** A value that somebody is about to save, and what held when they began. */
export type Draft = { value: unknown; base: { version: number; value: unknown } };

/** Whether two values of JSON are the same, whatever the order of their names. */
export function isSame(one: unknown, other: unknown): boolean {
  return hashKey([one ?? null]) === hashKey([other ?? null]);
}

/**
 * What has become of the ground of a draft: `same`, nothing; `moved`, other settings have changed; `changed`, this one has, and
 * whoever has typed decides what is to hold.
 */
export function groundOf(draft: Draft, version: number, row: SettingRow): "same" | "moved" | "changed" {
  if (!isSame(draft.base.value, row.value)) return "changed";
  return version === draft.base.version ? "same" : "moved";
}

/** The newest version that has changed a setting, of those that are known. */
export function lastChangeOf(key: SettingKey, versions: readonly VersionLine[] | null | undefined) {
  return versions?.find(({ changed }) => changed.includes(key));
}

/** What is wrong with a value by itself, or else what it would contradict. */
export function problemsOfDraft(key: SettingKey, value: unknown, rows: readonly SettingRow[]): FormProblem[] {
  const own = problemsOf(contractOfSetting(key).value, value);
  return own.length > 0 ? own : contradictionsOf(key, value, rows);
}

function contradictionsOf(key: SettingKey, value: unknown, rows: readonly SettingRow[]): FormProblem[] {
  const deployed = Object.fromEntries(rows.map((row) => [row.key, row.deployed])) as SettingsValues;
  const set = Object.fromEntries(rows.filter((row) => row.set).map((row) => [row.key, row.value]));
  const before = new Set(judgeSettings(set, deployed).faults.map(({ path, message }) => `${path} ${message}`));
  return judgeSettings({ ...set, [key]: value }, deployed)
    .faults.filter(({ path, message }) => !before.has(`${path} ${message}`))
    .map(({ path, message }) =>
      path === key || path.startsWith(`${key}.`)
        ? { path: path.slice(key.length + 1), message: /^[A-Z]/.test(message) ? message : `This ${message}.` }
        : { path: "", message: `With this, ${path} ${message}.` },
    );
}
