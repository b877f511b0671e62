import type { Stack } from "@agentos/testkit/servers/stack";
import { z } from "zod";
import { jsonSchema, type JsonSchema } from "./json-schema.ts";

const parameter = z.object({ name: z.string(), in: z.enum(["path", "query", "header"]), schema: jsonSchema });
const content = z.record(z.string(), z.object({ schema: jsonSchema.optional() }));
const operation = z.object({
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), jsonSchema) }),
});

/** An operation, as the running system describes it. */
export type Described = {
  name: string;
  method: string;
  /** With `{parameters}`. */
  path: string;
  parameters: z.infer<typeof parameter>[];
  /** What its body is of; `bytes` where it may be anything. */
  body: JsonSchema | "bytes" | undefined;
  /** Statuses that it says it may answer with. */
  statuses: string[];
  answersBytes: boolean;
};

/** Every operation of the running system, and the schemas that they refer to. */
export async function readDescription(
  stack: Pick<Stack, "api">,
): Promise<{ operations: Described[]; schemas: Record<string, JsonSchema> }> {
  const { paths, components } = document.parse(await (await fetch(`${stack.api}/openapi.json`)).json());
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, responses }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters,
      body: bodyOf(requestBody?.content),
      statuses: Object.keys(responses),
      answersBytes: JSON.stringify(responses["200"] ?? {}).includes('"*/*"'),
    })),
  );
  return { operations, schemas: components.schemas };
}

function bodyOf(types: z.infer<typeof content> | undefined): Described["body"] {
  if (types === undefined) return undefined;
  return "application/octet-stream" in types ? "bytes" : (types["application/json"]?.schema ?? {});
}
