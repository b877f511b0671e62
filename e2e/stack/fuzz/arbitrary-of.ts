import fc, { type Arbitrary } from "fast-check";
import type { JsonSchema } from "./json-schema.ts";

/** What schemas are called, and the ids of what is there, so that not every id leads to nothing. */
export type Known = { schemas: Record<string, JsonSchema>; ids: readonly string[] };

/** Below this, what may be left out is. */
const deepest = 6;

/** Values that a schema allows, as far as the schema says it; services may know better, and refuse them. */
export function arbitraryOf(schema: JsonSchema, known: Known, depth = 0): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return arbitraryOf(known.schemas[nameIn(schema.$ref)] ?? {}, known, depth);
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms) return fc.oneof(...forms.map((form) => arbitraryOf(form, known, depth)));
  if (schema.allOf) return allOf(schema.allOf, known, depth);
  const types = [schema.type ?? "any"].flat();
  return fc.oneof(...types.map((type) => (ofType[type] ?? anything)(schema, known, depth)));
}

/** The name at the end of `#/components/schemas/Name`. */
export function nameIn(reference: string): string {
  return reference.split("/").at(-1) ?? "";
}

type Maker = (schema: JsonSchema, known: Known, depth: number) => Arbitrary<unknown>;

const anything: Maker = () => fc.jsonValue({ maxDepth: 2 });

const ofType: Record<string, Maker> = {
  string: (schema, known) => strings(schema, known),
  integer: (schema) => fc.integer(boundsOf(schema)),
  number: (schema) => fc.double({ ...boundsOf(schema), noNaN: true, noDefaultInfinity: true }),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  array: ({ items = {}, minItems = 0, maxItems = 5 }, known, depth) =>
    depth > deepest && minItems === 0
      ? fc.constant([])
      : fc.array(arbitraryOf(items, known, depth + 1), {
          minLength: minItems,
          maxLength: Math.max(minItems, Math.min(maxItems, 5)),
        }),
  object: (schema, known, depth) => objects(schema, known, depth),
};

function objects(
  { properties = {}, required = [], additionalProperties = false }: JsonSchema,
  known: Known,
  depth: number,
): Arbitrary<object> {
  const wanted = Object.entries(properties).filter(([name]) => depth <= deepest || required.includes(name));
  const named = fc.record(
    Object.fromEntries(wanted.map(([name, schema]) => [name, arbitraryOf(schema, known, depth + 1)])),
    { requiredKeys: required.filter((name) => name in properties) },
  );
  if (typeof additionalProperties === "boolean" || wanted.length > 0) return named;
  const more = fc.dictionary(fc.string({ maxLength: 20 }), arbitraryOf(additionalProperties, known, depth + 1), {
    maxKeys: 3,
    noNullPrototype: true,
  });
  return more;
}

function allOf(parts: JsonSchema[], known: Known, depth: number): Arbitrary<unknown> {
  const arbitraries = parts.map((part) => arbitraryOf(part, known, depth));
  return fc.tuple(...arbitraries).map((values) => Object.assign({}, ...(values as object[])) as object);
}

const formats: Record<string, (known: Known) => Arbitrary<string>> = {
  uuid: ({ ids }) => fc.oneof(fc.constantFrom(...ids), fc.uuid()),
  email: () => fc.emailAddress({ size: "small" }),
  uri: () => fc.webUrl({ size: "small" }),
  "date-time": () =>
    fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((at) => at.toISOString()),
};

function strings({ format, pattern, minLength = 0, maxLength = 200 }: JsonSchema, known: Known): Arbitrary<string> {
  const made = formats[format ?? ""]?.(known);
  if (made) return made;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, "u"));
  const longest = Math.max(minLength, Math.min(maxLength, 200));
  return fc.string({ unit: "binary", minLength, maxLength: longest });
}

function boundsOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): {
  min?: number;
  max?: number;
} {
  const min = minimum ?? exclusiveMinimum;
  const max = maximum ?? exclusiveMaximum;
  return { ...(min === undefined ? {} : { min: intIn(min) }), ...(max === undefined ? {} : { max: intIn(max) }) };
}

/** fast-check's integers are of 32 bits unless told; the bounds of zod's are those of safe integers. */
function intIn(bound: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, bound));
}
