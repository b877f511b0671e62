import {
  stageByName,
  type ConfiguredSettings,
  type StageName,
  type StageSettings,
} from "@agentos/contracts/stages/stages";

/** Of a stage's whole configuration, what operators may change. */
export function operatorSettings<Name extends StageName>(
  name: Name,
  configured: ConfiguredSettings<Name>,
): ConfiguredSettings<Name> {
  const names = Object.keys(stageByName(name).settings.shape);
  return Object.fromEntries(
    Object.entries(configured).filter(([setting]) => names.includes(setting)),
  ) as ConfiguredSettings<Name>;
}

/** Checks what operators have set. Errors: a ZodError that names what does not fit. */
export function readSettings<Name extends StageName>(name: Name, given: unknown): StageSettings<Name> {
  return stageByName(name).settings.partial().parse(given) as StageSettings<Name>;
}
