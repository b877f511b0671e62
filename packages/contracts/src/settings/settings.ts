import { z } from "zod";
import { serviceNames, type ServiceName } from "../services.ts";
import { accountSettings } from "./accounts.ts";
import { actionSettings } from "./actions.ts";
import { flagSettings } from "./flags.ts";
import { edgeLimits } from "./limits.ts";
import { defineSetting, type SettingContract } from "./setting-contract.ts";
import { workSettings } from "./work.ts";

const logLevel = defineSetting({
  key: "log.level",
  label: "Log level",
  summary: "What services log, where no level of their own was set for a while.",
  value: z.enum(["trace", "debug", "info", "warn", "error"]),
  default: "info",
  readers: serviceNames,
});

/** Everything that an operator may set. Adding one is adding it here, and its binding in the services that read it. */
export const settings = [
  ...edgeLimits,
  ...actionSettings,
  ...accountSettings,
  ...workSettings,
  ...flagSettings,
  logLevel,
] as const;

type Setting = (typeof settings)[number];
export type SettingKey = Setting["key"];
type ByKey = { [S in Setting as S["key"]]: S };

export type SettingValue<Key extends SettingKey> = z.output<ByKey[Key]["value"]>;
/** The settings that a service follows. */
export type SettingKeyOf<Service extends ServiceName> = {
  [Key in SettingKey]: Service extends ByKey[Key]["readers"][number] ? Key : never;
}[SettingKey];

/** What operators have set; what is left out is as it was deployed. */
export type SettingsValues = { [Key in SettingKey]?: SettingValue<Key> };

export const settingKey = z.enum(settings.map(({ key }) => key) as [SettingKey, ...SettingKey[]]);

const byKey: ReadonlyMap<string, SettingContract> = new Map(
  settings.map((setting) => [setting.key, setting as unknown as SettingContract]),
);

/** The contract of a setting, or undefined where there is none of that key. */
export function findSetting(key: string): SettingContract | undefined {
  return byKey.get(key);
}

/** What a form needs of a setting's value: JSON schema, draft 2020-12. */
export function settingJsonSchema(key: SettingKey): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(byKey.get(key)?.value ?? z.never());
}
