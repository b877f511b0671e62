import { parameterExamples } from "@agentos/contracts/api/parameter-examples";
import { z } from "zod";

/** Parameters of one kind, each with an example; nothing where an operation takes none. */
export function parametersOf<Where extends "path" | "query" | "header">(
  where: Where,
  schema: z.ZodType,
): Partial<Record<Where, z.ZodObject>> {
  if (!(schema instanceof z.ZodObject) || Object.keys(schema.shape).length === 0) return {};
  const shown = Object.entries(schema.shape as z.ZodRawShape).map(([name, one]) => [name, withExample(name, one)]);
  return { [where]: schema.extend(Object.fromEntries(shown) as z.ZodRawShape) } as Record<Where, z.ZodObject>;
}

function withExample(name: string, schema: z.core.$ZodType): z.core.$ZodType {
  const example = parameterExamples[name];
  if (example === undefined || !(schema instanceof z.ZodType)) return schema;
  return schema.meta({ ...schema.meta(), example });
}
