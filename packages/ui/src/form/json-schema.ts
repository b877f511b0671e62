import type { z } from "zod";

/** A node of a JSON schema, as zod writes it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A part of a schema that may be written as `true` (anything). */
export function nodeOf(part: unknown): JsonSchema {
  return typeof part === "object" && part !== null ? (part as JsonSchema) : {};
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typesOf({ type }: JsonSchema): string[] {
  if (type === undefined) return [];
  return Array.isArray(type) ? type.map(String) : [type];
}

/** Whether a node takes null, and the node without that. */
export function withoutNull(schema: JsonSchema): { schema: JsonSchema; nullable: boolean } {
  const { anyOf, ...outer } = schema;
  const branches = (anyOf ?? []).map(nodeOf);
  const rest = branches.filter(({ type }) => type !== "null");
  if (rest.length < branches.length) {
    const [only] = rest;
    const kept = rest.length === 1 && only !== undefined ? { ...only, ...outer } : { ...outer, anyOf: rest };
    return { schema: kept, nullable: true };
  }
  const types = typesOf(schema);
  // Of several types null is one among the others: a field for any of them reads it by itself.
  if (types.length === 2 && types.includes("null")) {
    const type = types.find((name) => name !== "null") as NonNullable<JsonSchema["type"]>;
    return { schema: { ...schema, type }, nullable: true };
  }
  return { schema, nullable: false };
}

/** The types that a node names, and those of its alternatives. */
export function typesWithin(schema: JsonSchema): Set<string> {
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map(nodeOf);
  return new Set([schema, ...branches].flatMap(typesOf));
}
