import { boundsOf } from "./bounds.ts";
import { kindOf, type FieldKind, type Scalar } from "./field-kinds.ts";
import { nodeOf, withoutNull, type JsonSchema } from "./json-schema.ts";
import { startSentence, wordsOf, wordsOfValue } from "../format/words.ts";

/** A value that can be chosen, and what it is called on the screen. */
export type FieldChoice = { value: Scalar; label: string };

/** One field of a form, as a schema describes it. */
export type FormField = {
  /** Within its group; empty where the schema itself is the field. */
  name: string;
  /** From the root: `filter.status`. */
  path: string;
  label: string;
  hint: string | undefined;
  required: boolean;
  nullable: boolean;
  /** What holds where the field is left empty. */
  default: unknown;
  kind: FieldKind;
  schema: JsonSchema;
};

/** The path of a part: `filter` and `status` → `filter.status`. */
export function pathOf(...parts: readonly PropertyKey[]): string {
  return parts
    .map(String)
    .filter((part) => part !== "")
    .join(".");
}

function hintOf(schema: JsonSchema, name: string, kind: FieldKind): string | undefined {
  // Of a few boxes to tick nobody needs to be told how many there are.
  const bounds = kind.kind === "choices" ? undefined : boundsOf(schema, name);
  const { description } = schema;
  const tells = typeof description === "string" && bounds !== undefined && description.includes(bounds);
  const sentences = [
    kind.kind === "word" ? `Type ${kind.word} to go on.` : undefined,
    kind.kind === "lines" ? "One per line." : undefined,
    description,
    bounds === undefined || tells ? undefined : `${startSentence(bounds)}.`,
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(" ") || undefined;
}

/** The field for a node, which stands at `path` under `name`. */
export function fieldOf(node: JsonSchema, name: string, path: string, required: boolean): FormField {
  const { schema, nullable } = withoutNull(node);
  const found = kindOf(schema, name);
  // Left out, a switch would look like one that is off.
  const open = found.kind === "switch" && !required && schema.default === undefined;
  const kind: FieldKind = open ? { kind: "choice", options: [true, false] } : found;
  return {
    name,
    path,
    label: schema.title ?? wordsOf(name),
    hint: hintOf(schema, name, kind),
    required,
    nullable,
    default: schema.default,
    kind,
    schema,
  };
}

/** The field for a whole form's schema: an object is always a group of fields there, whatever they are filled in with. */
export function rootField(schema: JsonSchema): FormField {
  const field = fieldOf(schema, "", "", true);
  return field.schema.properties === undefined ? field : { ...field, kind: { kind: "group" } };
}

/** The fields of an object's schema, which stands at `path`, in the order of the schema. */
export function fieldsOf(schema: JsonSchema, path: string): FormField[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([name, node]) =>
    fieldOf(nodeOf(node), name, pathOf(path, name), required.has(name)),
  );
}

/** What a choice is made of, where the schema lists it. */
export function choicesOf(options: readonly Scalar[]): FieldChoice[] {
  return options.map((value) => ({ value, label: wordsOfValue(value) }));
}

/** Fields of a group that are shown at once; a longer one folds what may be left out. */
const shownAtOnce = 6;

/** Parts a group's fields into those that are shown and those that are folded: never what is needed, never a single one. */
export function foldFields(fields: readonly FormField[]): { shown: FormField[]; folded: FormField[] } {
  const optional = fields.filter(({ required }) => !required);
  const room = Math.max(0, shownAtOnce - (fields.length - optional.length));
  const folded = new Set(fields.length > shownAtOnce ? optional.slice(room) : []);
  if (folded.size < 2) return { shown: [...fields], folded: [] };
  return { shown: fields.filter((field) => !folded.has(field)), folded: [...folded] };
}
