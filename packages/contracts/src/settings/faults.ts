import type { z } from "zod";
import { actionNames } from "../actions/actions.ts";
import type { ErrorDetail } from "../errors.ts";
import { findSetting, settings, type SettingKey, type SettingsValues } from "./settings.ts";

/** What holds where nobody has said anything. */
export const settingDefaults = Object.fromEntries(settings.map((one) => [one.key, one.default])) as {
  [Key in SettingKey]: NonNullable<SettingsValues[Key]>;
};

/** What a document of settings comes to: those that are of the right form, and everything that is wrong, each with its path. */
export type Judged = { values: SettingsValues; faults: ErrorDetail[] };

/** Judges settings by themselves, and against each other with `deployed`, which is what holds of those that are not named. */
export function judgeSettings(given: Readonly<Record<string, unknown>>, deployed: SettingsValues = {}): Judged {
  const faults: ErrorDetail[] = [];
  const good: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const parsed = findSetting(key)?.value.safeParse(value);
    if (!parsed) faults.push({ path: key, message: "There is no such setting." });
    else if (parsed.success) good[key] = parsed.data;
    else faults.push(...parsed.error.issues.map((issue) => detailOf(key, issue)));
  }
  const values = good as SettingsValues;
  return {
    values,
    faults: [...faults, ...contradictions({ ...settingDefaults, ...deployed, ...values }), ...strangers(values)],
  };
}

function detailOf(key: string, { path, message }: z.core.$ZodIssue): ErrorDetail {
  return { path: [key, ...path].join("."), message };
}

/** What cannot hold at the same time. */
function contradictions(all: typeof settingDefaults): ErrorDetail[] {
  const rules: [broken: boolean, path: SettingKey, message: string][] = [
    [
      all["queue.critical_depth"] <= all["queue.warning_depth"],
      "queue.critical_depth",
      "has to be greater than queue.warning_depth",
    ],
    [
      all["actions.lock_seconds_max"] < all["actions.lock_seconds"],
      "actions.lock_seconds_max",
      "is shorter than actions.lock_seconds",
    ],
    [
      all["breaker.failures"] > all["breaker.calls"],
      "breaker.failures",
      "is more than breaker.calls: no breaker would ever open",
    ],
  ];
  return rules.filter(([broken]) => broken).map(([, path, message]) => ({ path, message }));
}

/** Names of actions that the catalogue does not have. */
function strangers(values: SettingsValues): ErrorDetail[] {
  const known = new Set<string>(actionNames);
  return (["actions.limits", "actions.allowlists"] as const).flatMap((key) =>
    Object.keys(values[key] ?? {})
      .filter((name) => !known.has(name))
      .map((name) => ({ path: `${key}.${name}`, message: "There is no such action." })),
  );
}
