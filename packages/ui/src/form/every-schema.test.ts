import { actions } from "@agentos/contracts/actions/actions";
import { managers } from "@agentos/contracts/managers/managers";
import { settings } from "@agentos/contracts/settings/settings";
import { stages } from "@agentos/contracts/stages/stages";
import { expect, test } from "vitest";
import type { z } from "zod";
import { fieldOf, fieldsOf, rootField, type FormField } from "./fields.ts";
import { formSchemaOf, initialValueOf, problemsOf, settingFormSchema, withField } from "./form-schema.tsx";
import { nodeOf, type JsonSchema } from "./json-schema.ts";

/** A schema's field and all fields within it. */
function fieldsWithin(field: FormField): FormField[] {
  const { kind, schema, path } = field;
  if (kind.kind === "group") return [field, ...fieldsOf(schema, path).flatMap(fieldsWithin)];
  if (kind.kind === "variants")
    return [field, ...kind.variants.flatMap((variant) => fieldsOf(variant, path).flatMap(fieldsWithin))];
  if (kind.kind === "table") return [field, ...fieldsWithin(fieldOf(kind.item, "", `${path}.*`, true))];
  return [field];
}

const everyField = (schema: JsonSchema): FormField[] => fieldsWithin(rootField(schema));
const allOf = (name: string, schema: z.ZodType) => everyField(formSchemaOf(schema)).map((field) => ({ name, field }));

const ofActions = actions.flatMap(({ name, payload }) => allOf(name, payload));
const ofSettings = settings.flatMap((setting) =>
  everyField(settingFormSchema(setting)).map((field) => ({ name: setting.key as string, field })),
);
const ofStages = stages.flatMap(({ name, settings: given }) => allOf(name, given));
const ofManagers = managers.flatMap(({ name, settings: given }) => allOf(name, given));

const jsonIn = (all: { name: string; field: FormField }[]): string[] =>
  all.filter(({ field }) => field.kind.kind === "json").map(({ name, field }) => `${name}: ${field.path}`);

test("only what is known by another schema, and documents, have to be written as JSON", () => {
  expect(jsonIn(ofActions).toSorted()).toEqual([
    "config.import: document",
    "config.update: value",
    "config.validate: document",
    "manager.configure: patch",
  ]);
  expect(jsonIn([...ofSettings, ...ofStages, ...ofManagers])).toEqual([]);
});

test("every field of every form has a label in words", () => {
  const named = [...ofActions, ...ofSettings, ...ofStages, ...ofManagers].filter(({ field }) => field.name !== "");
  expect(named.length).toBeGreaterThan(200);
  expect(named.filter(({ field }) => !/^[A-Z][\w ]*$/.test(field.label) || field.label.includes("_"))).toEqual([]);
});

test("every kind of field occurs but those that stand for what may come", () => {
  const kinds = new Set([...ofActions, ...ofSettings, ...ofStages, ...ofManagers].map(({ field }) => field.kind.kind));
  expect([...kinds].toSorted()).toEqual([
    "choice",
    "choices",
    "group",
    "json",
    "lines",
    "long-text",
    "moment",
    "number",
    "password",
    "scalar",
    "switch",
    "table",
    "text",
    "word",
  ]);
});

test("what a form begins with is refused for nothing but what is still to be filled in", () => {
  const refused = actions.flatMap(({ name, payload }) => {
    const schema = formSchemaOf(payload);
    const needed = new Set(everyField(schema).flatMap(({ required, path }) => (required ? [path] : [])));
    // A rule over the whole ("either … or …") stands at the root or at the group, which are needed as well.
    const problems = problemsOf(payload, initialValueOf(schema));
    return problems.filter(({ path }) => !needed.has(path)).map(({ path }) => `${name}: ${path}`);
  });
  expect(refused).toEqual([]);
});

test("what the contracts give as examples and as defaults has no problem", () => {
  const examples = actions.flatMap(({ payload, example }) => problemsOf(payload, example));
  const defaults = settings.flatMap((setting) => problemsOf(setting.value, setting.default));
  expect([...examples, ...defaults]).toEqual([]);
});

test("an agent's and a manager's settings take the place of the patch", () => {
  const configure = actions.find(({ name }) => name === "agent.configure");
  const [stage] = stages;
  if (configure === undefined) throw new Error("There is no agent.configure.");
  const schema = withField(formSchemaOf(configure.payload), "patch", formSchemaOf(stage.settings.partial()));
  const paths = everyField(schema).map(({ path }) => path);
  expect(paths).toContain("patch.maxSeconds");
  expect(nodeOf(schema.properties?.["patch"]).description).toContain("Settings of the agent");
});
