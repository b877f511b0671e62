import type { SettingContract } from "@agentos/contracts/settings/setting-contract";
import { z } from "zod";
import { nodeOf, type JsonSchema } from "./json-schema.ts";
import { problemsByZod, type FormProblem } from "./problems.ts";
import { startValue, withFixed } from "./values.ts";

export type { FormProblem } from "./problems.ts";
export type { JsonSchema } from "./json-schema.ts";

/** The JSON schema that a form is made of, for what a person gives: what has a default may be left out. */
export function formSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}

/** The form of a setting: one field with the setting's own words and unit. Its value is the setting's. */
export function settingFormSchema(setting: Pick<SettingContract, "label" | "summary" | "unit" | "value">): JsonSchema {
  const { label, summary, unit, value } = setting;
  return { ...formSchemaOf(value), title: label, description: summary, ...(unit === undefined ? {} : { unit }) };
}

/**
 * A schema with another one in the place of `path`, whose title and description stay where the new one has none: the settings of an
 * agent in `patch` of `agent.configure`.
 */
export function withField(schema: JsonSchema, path: string, field: JsonSchema): JsonSchema {
  const [name = "", ...rest] = path.split(".");
  const old = nodeOf(schema.properties?.[name]);
  const described = old.description === undefined ? field : { description: old.description, ...field };
  const replaced = rest.length === 0 ? described : withField(old, rest.join("."), field);
  return { ...schema, properties: { ...schema.properties, [name]: replaced } };
}

/** What a form begins with: the fixed values, needed groups and switches; nothing of what may be left out. */
export function initialValueOf(schema: JsonSchema, fixed: Readonly<Record<string, unknown>> = {}): unknown {
  return withFixed(startValue(schema), fixed);
}

/** What is wrong with a value, in words for the person who gives it; empty where nothing is. */
export function problemsOf(schema: z.ZodType, value: unknown): FormProblem[] {
  return problemsByZod(schema, value);
}

/** Of an error's details those under `root`, by their paths within it: `payload.filter.status` → `filter.status`. */
export function problemsWithin(root: string, details: readonly FormProblem[]): FormProblem[] {
  const prefix = `${root}.`;
  return details
    .filter(({ path }) => path === root || path.startsWith(prefix))
    .map(({ path, message }) => ({ path: path.slice(prefix.length), message }));
}
