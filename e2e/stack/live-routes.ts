import type { Stack } from "@agentos/testkit/servers/stack";
import { z } from "zod";

const schemaOrRef = z.looseObject({ $ref: z.string().optional() });
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: schemaOrRef.optional() })) }).optional(),
});
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z
    .object({ schemas: z.record(z.string(), schemaOrRef) })
    .partial()
    .default({}),
});

type Schema = z.infer<typeof schemaOrRef>;

/** A route as the running system describes it, with the names of what it takes. */
export type LiveRoute = {
  method: string;
  path: string;
  inPath: string[];
  inQuery: string[];
  inBody: string[];
  takesBytes: boolean;
};

/** Every route of the running system. */
export async function liveRoutes(stack: Stack): Promise<LiveRoute[]> {
  const { paths, components } = document.parse(await (await fetch(`${stack.api}/openapi.json`)).json());
  const schemas = components.schemas ?? {};
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody }]) => {
      const named = (where: string) => parameters.filter((one) => one.in === where).map(({ name }) => name);
      const content = requestBody?.content ?? {};
      return {
        method: method.toUpperCase(),
        path,
        inPath: named("path"),
        inQuery: named("query"),
        inBody: propertiesOf(content["application/json"]?.schema ?? {}, schemas),
        takesBytes: "application/octet-stream" in content,
      };
    }),
  );
}

/** Names of the properties of a body, of all its forms. */
function propertiesOf(schema: Schema, schemas: Record<string, Schema>): string[] {
  if (schema.$ref !== undefined) return propertiesOf(schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, schemas);
  const forms = [schema["anyOf"], schema["oneOf"], schema["allOf"]].flatMap((list) => (list ?? []) as Schema[]);
  const own = Object.keys((schema["properties"] ?? {}) as object);
  return [...new Set([...own, ...forms.flatMap((form) => propertiesOf(form, schemas))])];
}
