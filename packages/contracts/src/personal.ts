import { z } from "zod";

/**
 * Replaces, in a value of a schema, every field that is marked as personal (`personal()` of action-contract.ts) by what `map`
 * makes of it. Fields that are marked as `unrecorded()`, or that the schema does not know, are left out.
 */
export function mapPersonal(schema: z.ZodType, value: unknown, map: (value: unknown) => unknown): unknown {
  if (value === undefined || value === null) return value;
  const meta = schema.meta();
  if (meta?.["unrecorded"] === true) return undefined;
  if (meta?.["personal"] === true) return map(value);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return mapPersonal(schema.unwrap() as z.ZodType, value, map);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item: unknown) => mapPersonal(schema.element as z.ZodType, item, map));
  }
  if (schema instanceof z.ZodObject) {
    const known = value as Record<string, unknown>;
    const entries = Object.entries(schema.shape as Record<string, z.ZodType>);
    return Object.fromEntries(entries.map(([name, field]) => [name, mapPersonal(field, known[name], map)]));
  }
  if (schema instanceof z.ZodUnion) {
    const fitting = (schema.options as z.ZodType[]).find((option) => option.safeParse(value).success);
    return fitting ? mapPersonal(fitting, value, map) : undefined;
  }
  return value;
}
