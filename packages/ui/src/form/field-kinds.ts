import { isObject, nodeOf, typesWithin, type JsonSchema } from "./json-schema.ts";

export type Scalar = string | number | boolean | null;

/** What a node of a schema is filled in with. */
export type FieldKind =
  /** One line; `mono` where letters are told apart one by one. */
  | { kind: "text"; input: "text" | "email"; mono: boolean }
  | { kind: "long-text" }
  | { kind: "password" }
  /** A word that has to be typed as it is. */
  | { kind: "word"; word: string }
  /** A moment, in UTC in the value and in local time on the screen. */
  | { kind: "moment" }
  | { kind: "number"; integer: boolean }
  | { kind: "switch" }
  /** One of some. */
  | { kind: "choice"; options: readonly Scalar[] }
  /** Some of some. */
  | { kind: "choices"; options: readonly Scalar[] }
  /** Texts or numbers, one per line. */
  | { kind: "lines"; of: "text" | "number" }
  /** Text, number, yes, no or nothing, as it is written. */
  | { kind: "scalar" }
  /** Values by names that are not known beforehand. */
  | { kind: "table"; item: JsonSchema }
  | { kind: "group" }
  /** One of several shapes. */
  | { kind: "variants"; variants: readonly JsonSchema[] }
  | { kind: "json" };

/** Longest text, in characters, that a field of one line takes. */
const longestLine = 200;
const secret = /password|passphrase|secret/i;
const precise = new Set(["uuid", "ipv4", "ipv6", "cidrv4", "cidrv6"]);

type Rule = { when: (schema: JsonSchema, name: string) => boolean; kind: (schema: JsonSchema) => FieldKind };

const has = (schema: JsonSchema, type: string): boolean => schema.type === type;
const only = (schema: JsonSchema, ...allowed: string[]): boolean => {
  const types = typesWithin(schema);
  return types.size > 0 && [...types].every((type) => allowed.includes(type));
};
const isPrecise = (schema: JsonSchema): boolean =>
  schema.anyOf !== undefined || precise.has(schema.format ?? "") || typeof schema.pattern === "string";

/** Fields whose values fit into a cell of a table. */
const cells = new Set<FieldKind["kind"]>(["text", "number", "choice", "lines", "scalar", "switch"]);

function isTable(schema: JsonSchema): boolean {
  return has(schema, "object") && isObject(schema.additionalProperties) && schema.properties === undefined;
}

function recordKind(schema: JsonSchema): FieldKind {
  const item = nodeOf(schema.additionalProperties);
  return cells.has(kindOf(item).kind) ? { kind: "table", item } : { kind: "json" };
}

function groupKind(schema: JsonSchema): FieldKind {
  const { properties = {}, required = [] } = schema;
  // Where a needed part has no field of its own, the whole is a document that is brought along rather than filled in.
  const isDocument = required.some((name) => kindOf(nodeOf(properties[name]), name).kind === "json");
  return isDocument ? { kind: "json" } : { kind: "group" };
}

function linesKind(schema: JsonSchema): FieldKind {
  const item = nodeOf(schema.items);
  if (item.enum !== undefined) return { kind: "choices", options: item.enum as Scalar[] };
  if (only(item, "integer", "number")) return { kind: "lines", of: "number" };
  return only(item, "string") ? { kind: "lines", of: "text" } : { kind: "json" };
}

/** The first rule that fits says how a node is filled in. */
const rules: readonly Rule[] = [
  {
    when: ({ const: word }) => typeof word === "string",
    kind: (schema) => ({ kind: "word", word: String(schema.const) }),
  },
  {
    when: (schema) => schema.const !== undefined || schema.enum !== undefined,
    kind: (schema) => ({ kind: "choice", options: (schema.enum ?? [schema.const]) as Scalar[] }),
  },
  { when: (schema) => has(schema, "boolean"), kind: () => ({ kind: "switch" }) },
  {
    when: (schema) => only(schema, "integer", "number"),
    kind: (schema) => ({ kind: "number", integer: !typesWithin(schema).has("number") }),
  },
  { when: (schema, name) => has(schema, "string") && secret.test(name), kind: () => ({ kind: "password" }) },
  { when: ({ format }) => format === "date-time", kind: () => ({ kind: "moment" }) },
  { when: ({ format }) => format === "email", kind: () => ({ kind: "text", input: "email", mono: false }) },
  {
    when: (schema) => only(schema, "string") && !isPrecise(schema) && (schema.maxLength ?? 0) > longestLine,
    kind: () => ({ kind: "long-text" }),
  },
  {
    when: (schema) => only(schema, "string"),
    kind: (schema) => ({ kind: "text", input: "text", mono: isPrecise(schema) }),
  },
  { when: (schema) => has(schema, "array"), kind: linesKind },
  { when: isTable, kind: recordKind },
  { when: ({ properties }) => properties !== undefined, kind: groupKind },
  {
    when: (schema) => only(schema, "object"),
    kind: (schema) => {
      const variants = (schema.anyOf ?? schema.oneOf)?.map(nodeOf);
      return variants === undefined ? { kind: "json" } : { kind: "variants", variants };
    },
  },
  {
    when: (schema) => only(schema, "string", "number", "integer", "boolean", "null"),
    kind: () => ({ kind: "scalar" }),
  },
];

/** How a node of a schema, without its null, is filled in; `json` where there is no better way. */
export function kindOf(schema: JsonSchema, name = ""): FieldKind {
  return rules.find(({ when }) => when(schema, name))?.kind(schema) ?? { kind: "json" };
}
