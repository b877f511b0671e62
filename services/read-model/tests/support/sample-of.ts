import { z } from "zod";

type Schema = { type?: string; format?: string; enum?: unknown[]; const?: unknown; anyOf?: Schema[] } & {
  properties?: Record<string, Schema>;
  propertyNames?: Schema;
  additionalProperties?: Schema;
};

const byFormat: Record<string, string> = {
  uuid: "00000000-0000-7000-8000-000000000001",
  date: "2026-03-01",
  "date-time": "2026-03-01T12:00:00.000Z",
};

/** The least that a schema allows: empty lists, zeros, null where it may be. */
export function sampleOf(schema: z.ZodType): Record<string, unknown> {
  return make(z.toJSONSchema(schema, { io: "input" }) as Schema) as Record<string, unknown>;
}

function make(schema: Schema): unknown {
  if (schema.anyOf) return schema.anyOf.some(({ type }) => type === "null") ? null : make(schema.anyOf[0] ?? {});
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        schema.properties
          ? Object.entries(schema.properties).map(([name, of]) => [name, make(of)])
          : (schema.propertyNames?.enum ?? []).map((name) => [name, make(schema.additionalProperties ?? {})]),
      );
    case "array":
      return [];
    case "string":
      return byFormat[schema.format ?? ""] ?? "text";
    case "boolean":
      return false;
    default:
      return schema.type === "null" ? null : 0;
  }
}
