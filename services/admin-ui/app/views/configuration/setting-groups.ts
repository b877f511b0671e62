import { accountSettings } from "@agentos/contracts/settings/accounts";
import { actionSettings } from "@agentos/contracts/settings/actions";
import { flagSettings } from "@agentos/contracts/settings/flags";
import { edgeLimits } from "@agentos/contracts/settings/limits";
import type { SettingContract } from "@agentos/contracts/settings/setting-contract";
import { findSetting, settings, type SettingKey } from "@agentos/contracts/settings/settings";
import { workSettings } from "@agentos/contracts/settings/work";

export type SettingGroup = { title: string; keys: readonly SettingKey[] };

const named: readonly SettingGroup[] = [
  { title: "Requests", keys: edgeLimits.map(({ key }) => key) },
  { title: "Actions", keys: actionSettings.map(({ key }) => key) },
  { title: "Accounts and sign-in", keys: accountSettings.map(({ key }) => key) },
  { title: "Work", keys: workSettings.map(({ key }) => key) },
];
const elsewhere = new Set<SettingKey>([...named.flatMap(({ keys }) => keys), ...flagSettings.map(({ key }) => key)]);

/** All settings but flags, which are switched in a way of their own. */
export const settingGroups: readonly SettingGroup[] = [
  ...named,
  { title: "Everything", keys: settings.map(({ key }) => key).filter((key) => !elsewhere.has(key)) },
];

/** The contract of a setting that there is. */
export function contractOfSetting(key: SettingKey): SettingContract {
  const contract = findSetting(key);
  if (!contract) throw new Error(`There is no setting ${key}.`);
  return contract;
}

/** The groups with those of their settings that are looked for: each word in the name, the key, the description or a reader. */
export function groupsMatching(search: string, only: (key: SettingKey) => boolean): SettingGroup[] {
  const words = search.toLowerCase().split(/\s+/);
  const matches = (key: SettingKey): boolean => {
    const { label, summary, unit = "", readers } = contractOfSetting(key);
    const text = [key, label, summary, unit, ...readers].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return settingGroups
    .map(({ title, keys }) => ({ title, keys: keys.filter((key) => only(key) && matches(key)) }))
    .filter(({ keys }) => keys.length > 0);
}
