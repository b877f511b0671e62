import { nodeOf, type JsonSchema } from "./json-schema.ts";
import { formatNumber } from "../format/words.ts";

const units: readonly [RegExp, string][] = [
  [/(^|_)seconds?$|Seconds$/, "seconds"],
  [/_ms$|Ms$/, "milliseconds"],
  [/(^|_)minutes$|Minutes$/, "minutes"],
  [/(^|_)hours$|Hours$/, "hours"],
  [/(^|_)days$|Days$/, "days"],
  [/(^|_)years$|Years$/, "years"],
  [/(^|_)bytes$|Bytes$/, "bytes"],
  [/(^|_)percent$|Percent$/, "%"],
  [/Kilobits$/, "kbit/s"],
  [/Fps$/, "frames per second"],
];

/** What a number of this name counts; the description has a word in it where the name does not say. */
export function unitOf(name: string, schema: JsonSchema): string | undefined {
  if (typeof schema["unit"] === "string") return schema["unit"];
  const named = units.find(([pattern]) => pattern.test(name))?.[1];
  if (named !== undefined) return named;
  return /\bin (?:output )?(pixels per second|frames per second|pixels|seconds)\b/.exec(schema.description ?? "")?.[1];
}

const isEdge = (bound: number | undefined): bound is undefined =>
  bound === undefined || Math.abs(bound) === Number.MAX_SAFE_INTEGER;

function span(least: number | undefined, most: number | undefined): string | undefined {
  if (isEdge(least)) return isEdge(most) ? undefined : `up to ${formatNumber(most)}`;
  if (isEdge(most)) return `${formatNumber(least)} or more`;
  return least === most ? `exactly ${formatNumber(least)}` : `${formatNumber(least)} to ${formatNumber(most)}`;
}

function numberBounds(schema: JsonSchema, unit: string | undefined): string | undefined {
  const { minimum, maximum, type } = schema;
  // Drafts before 2020-12 write a boolean here; zod does not.
  const exclusiveMinimum = typeof schema.exclusiveMinimum === "number" ? schema.exclusiveMinimum : undefined;
  // Of whole numbers the next one is a bound that belongs to them.
  const next = exclusiveMinimum !== undefined && type === "integer" ? exclusiveMinimum + 1 : undefined;
  const told =
    exclusiveMinimum === undefined || next !== undefined
      ? span(minimum ?? next, maximum)
      : `more than ${formatNumber(exclusiveMinimum)}${isEdge(maximum) ? "" : ` and up to ${formatNumber(maximum)}`}`;
  if (told === undefined) return unit === undefined || unit === "%" ? undefined : `in ${unit}`;
  return unit === undefined ? told : `${told}${unit === "%" ? "" : " "}${unit}`;
}

/** A list's unit is that of its entries. */
function unitGiven(schema: JsonSchema): JsonSchema {
  return schema["unit"] === undefined ? {} : { unit: schema["unit"] };
}

/** What a value may be, in words for a hint: `1 to 600 seconds`; undefined where there is nothing to know beforehand. */
export function boundsOf(schema: JsonSchema, name: string): string | undefined {
  if (schema.type === "integer" || schema.type === "number") return numberBounds(schema, unitOf(name, schema));
  if (schema.type === "array") {
    const each = boundsOf({ ...nodeOf(schema.items), ...unitGiven(schema) }, name);
    const count = schema.maxItems === undefined ? undefined : `up to ${formatNumber(schema.maxItems)}`;
    return [count, each && `each ${each}`].filter((part) => part !== undefined).join(", ") || undefined;
  }
  const { minLength = 0, maxLength } = schema;
  return schema.type === "string" && minLength > 1 && schema.format === undefined
    ? `${span(minLength, maxLength)} characters`
    : undefined;
}
