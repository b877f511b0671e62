import { isObject, type JsonSchema } from "./json-schema.ts";
import { wordsOf } from "../format/words.ts";

/** Which shape a value has: the one that knows all of its parts, or the first. */
export function variantOf(variants: readonly JsonSchema[], value: unknown): number {
  const names = Object.keys(isObject(value) ? value : {});
  const fits = ({ properties = {} }: JsonSchema): boolean => names.every((name) => name in properties);
  return Math.max(0, variants.findIndex(fits));
}

/** A shape in words: its title, or what has to be given in it. */
export function variantLabel({ title, required, properties = {} }: JsonSchema): string {
  return title ?? (required ?? Object.keys(properties)).map(wordsOf).join(" and ");
}
