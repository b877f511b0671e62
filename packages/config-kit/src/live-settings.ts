import { isDeepStrictEqual } from "node:util";
import type { ServiceName } from "@agentos/contracts/services";
import { settingDefaults } from "@agentos/contracts/settings/faults";
import { findSetting, type SettingKeyOf, type SettingValue } from "@agentos/contracts/settings/settings";

/** The setting that every service follows by itself. */
const ofAll = "log.level";
type OfAll = typeof ofAll;

/** A variable of the configuration that takes the setting's value as it is. */
type Plain<Config, Value> = { [Name in keyof Config]-?: Value extends Config[Name] ? Name : never }[keyof Config];
/** A variable that has it in another form. */
type Converted<Config, Value> = {
  [Name in keyof Config]-?: {
    variable: Name;
    read(value: Value): Config[Name];
    /** What was deployed, as the setting would have it. */
    tell(deployed: Config[Name]): Value;
  };
}[keyof Config];

/** Which variable of a service's configuration each setting that it follows is; a missing one does not compile. */
export type SettingBindings<Service extends ServiceName, Config> = {
  [Key in Exclude<SettingKeyOf<Service>, OfAll>]:
    | Plain<Config, SettingValue<Key>>
    | Converted<Config, SettingValue<Key>>;
};

type AnyBinding = { key: string; variable: string; read(value: unknown): unknown; tell(deployed: unknown): unknown };

/**
 * A service's configuration that follows what operators set. `config` is one object for the service's whole life: who reads a variable
 * of it at the moment of use has what is in force then. Where operators have set nothing, it is what the service was started with.
 */
export class LiveSettings<Service extends ServiceName, Config extends { LOG_LEVEL: string; INSTANCE: string }> {
  readonly service: Service;
  readonly config: Config;
  readonly #started: Readonly<Record<string, unknown>>;
  readonly #bindings: AnyBinding[];
  #version: number | null = null;

  constructor(service: Service, started: Config, bindings: SettingBindings<Service, Config>) {
    this.service = service;
    this.config = { ...started };
    this.#started = started;
    this.#bindings = Object.entries({ ...bindings, [ofAll]: "LOG_LEVEL" }).map(([key, bound]) => bindingOf(key, bound));
  }

  /** The version in force here, null before any was heard of. */
  get version(): number | null {
    return this.#version;
  }

  /** What it was started with, by setting, where that is not the usual. */
  deployed(): Record<string, unknown> {
    const told = this.#bindings.map(({ key, variable, tell }) => [key, tell(this.#started[variable])] as const);
    return Object.fromEntries(told.filter(([key, value]) => !isDeepStrictEqual(value, usual[key])));
  }

  /** Puts a version in force; returns the keys of values that this service does not understand, which stay as they were started. */
  apply(version: number, values: Readonly<Record<string, unknown>>): string[] {
    const now = this.config as Record<string, unknown>;
    const refused: string[] = [];
    for (const { key, variable, read } of this.#bindings) {
      now[variable] = this.#started[variable];
      if (!Object.hasOwn(values, key)) continue;
      const parsed = findSetting(key)?.value.safeParse(values[key]);
      if (parsed?.success) now[variable] = read(parsed.data);
      else refused.push(key);
    }
    this.#version = version;
    return refused;
  }
}

const usual: Readonly<Record<string, unknown>> = settingDefaults;
const same = (value: unknown): unknown => value;

function bindingOf(key: string, bound: unknown): AnyBinding {
  return typeof bound === "string"
    ? { key, variable: bound, read: same, tell: same }
    : { ...(bound as Omit<AnyBinding, "key">), key };
}
