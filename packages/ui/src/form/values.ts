import type { FieldKind } from "./field-kinds.ts";
import { fieldsOf, rootField, type FormField } from "./fields.ts";
import { isObject, type JsonSchema } from "./json-schema.ts";

/** An object with a part of it set, or without it where that is undefined. */
export function withPart(value: unknown, name: string, part: unknown): Record<string, unknown> {
  const { [name]: _, ...rest } = isObject(value) ? value : {};
  if (part === undefined) return rest;
  // The place of the part is kept, so that what is shown of the value does not jump.
  return isObject(value) && name in value ? { ...value, [name]: part } : { ...rest, [name]: part };
}

/** Sets what stands at `path` (`filter.status`), making the groups above it; undefined takes it away. */
export function withValueAt(value: unknown, path: string, part: unknown): unknown {
  if (path === "") return part;
  const [name = "", ...rest] = path.split(".");
  return withPart(value, name, rest.length === 0 ? part : withValueAt(partOf(value, name), rest.join("."), part));
}

export function partOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

/** Values that the form's owner has decided, laid over what has been filled in. */
export function withFixed(value: unknown, fixed: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(fixed).reduce((into, [path, part]) => withValueAt(into, path, part), value);
}

type Starts = { [Kind in FieldKind["kind"]]?: (field: FormField) => unknown };

/** Kinds that a needed field of begins with something. */
const starts: Starts = {
  group: ({ schema, path }) => startOf(schema, path),
  switch: () => false,
  choices: () => [],
  table: () => ({}),
  choice: ({ kind }) => (kind.kind === "choice" && kind.options.length === 1 ? kind.options[0] : undefined),
};

function startOf(schema: JsonSchema, path: string): Record<string, unknown> {
  const parts = fieldsOf(schema, path)
    .filter(({ required }) => required)
    .map((field) => [field.name, starts[field.kind.kind]?.(field)] as const);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/**
 * What a form begins with: needed groups, lists and switches, and what can be but one thing. What may be left out is left out, and
 * what is to be filled in is not there yet; the schema says so until it is.
 */
export function startValue(schema: JsonSchema): unknown {
  const field = rootField(schema);
  return starts[field.kind.kind]?.(field);
}

/** A number as it was typed; the text itself where it is none, so that it is told of instead of being left out. */
export function numberTyped(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const number = Number(trimmed.replace(",", "."));
  return Number.isFinite(number) ? number : trimmed;
}

const spoken: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** A text, number, `true`, `false` or `null` as it was typed. */
export function scalarTyped(text: string): unknown {
  const trimmed = text.trim();
  return trimmed in spoken ? spoken[trimmed] : numberTyped(trimmed);
}

/** The entries of a list, of which each stands on a line; undefined where there is none. */
export function linesTyped(text: string, of: "text" | "number"): unknown[] | undefined {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) return undefined;
  return of === "number" ? lines.map(numberTyped) : lines;
}

/** What a field of one line shows of a value. */
export function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
