import { actions } from "@agentos/contracts/actions/actions";
import { managers } from "@agentos/contracts/managers/managers";
import { settings } from "@agentos/contracts/settings/settings";
import { stages } from "@agentos/contracts/stages/stages";
import { createElement, type ComponentProps } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { z } from "zod";
import { formSchemaOf, initialValueOf, problemsOf, settingFormSchema } from "./form-schema.tsx";
import { SchemaForm } from "./schema-form.tsx";

const drawn = (given: Omit<ComponentProps<typeof SchemaForm>, "onChange">): string =>
  renderToStaticMarkup(createElement(SchemaForm, { ...given, onChange: () => undefined }));

const all = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** Ids that something refers to and that nothing has. */
function danglingIn(page: string): string[] {
  const ids = new Set(all(/ id="([^"]+)"/g, page));
  const referred = all(/ (?:for|aria-describedby|aria-labelledby)="([^"]+)"/g, page).flatMap((list) => list.split(" "));
  return referred.filter((id) => !ids.has(id));
}

/** Controls that no label stands for. */
function unlabelledIn(page: string): string[] {
  const labels = new Set(all(/<label for="([^"]+)"/g, page));
  const controls = all(/<((?:input|select|textarea|button role="checkbox")[^>]*)>/g, page);
  return controls.filter(
    (tag) => !/aria-(label|hidden)=/.test(tag) && !labels.has(/ id="([^"]+)"/.exec(` ${tag}`)?.[1] ?? ""),
  );
}

test("every form of the contracts is drawn, with each control labelled and each reference answered", () => {
  const schemas = [
    ...actions.map(({ payload, example }) => ({ schema: formSchemaOf(payload), value: example as unknown })),
    ...settings.map((setting) => ({ schema: settingFormSchema(setting), value: setting.default as unknown })),
    ...[...stages, ...managers].map(({ settings: given }) => ({ schema: formSchemaOf(given), value: {} })),
  ];
  const pages = schemas.flatMap(({ schema, value }) =>
    [value, initialValueOf(schema)].map((shown) => {
      const problems = [{ path: Object.keys(schema.properties ?? {})[0] ?? "", message: "Wrong." }];
      return drawn({ schema, value: shown, problems });
    }),
  );
  expect(pages.flatMap(danglingIn)).toEqual([]);
  expect(pages.flatMap(unlabelledIn)).toEqual([]);
  expect(pages.filter((page) => all(/role="(alert)"/g, page).length !== 1)).toEqual([]);
});

const schema = z.strictObject({
  worker_id: z.string().min(1),
  level: z.enum(["low", "high"]).default("low"),
  count: z.int().min(1).max(9).describe("How many."),
  secret_key: z.string().optional(),
});

test("hidden fields are not drawn, fixed ones are told, and choices take the place of what the schema says", () => {
  const page = drawn({
    schema: formSchemaOf(schema),
    value: initialValueOf(formSchemaOf(schema), { worker_id: "w-1" }),
    hide: ["secret_key"],
    fixed: { worker_id: "w-1" },
    choices: { count: [{ value: 3, label: "Three of them" }] },
  });
  expect(page).not.toContain("Secret key");
  expect(page).toContain("w-1");
  expect(all(/<input/g, page)).toEqual([]);
  expect(page).toContain("Three of them");
  expect(page).toContain("As usual: Low");
});

test("a problem stands at its field, is tied to it and is announced once", () => {
  const value = { worker_id: "w", count: 99 };
  const page = drawn({ schema: formSchemaOf(schema), value, problems: problemsOf(schema, value) });
  const [invalid = ""] = all(/(<input[^>]*aria-invalid="true"[^>]*>)/g, page);
  const [problem = ""] = all(/<p id="([^"]+-problem)"/g, page);
  expect(invalid).toContain(problem);
  expect(page).toContain("Must be at most 9.");
  expect(page).toContain("How many. 1 to 9.");
});
