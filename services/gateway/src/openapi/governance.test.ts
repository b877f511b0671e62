import { parameterExamples } from "@agentos/contracts/api/parameter-examples";
import { z } from "zod";
import { expect, it } from "vitest";
import { createEdgeRules } from "../limits/edge-rules.ts";
import { limitSettings, type LimitSettings } from "../limits/limit-settings.ts";
import { allRoutes } from "../upstream/routes.ts";
import { createOpenApiDocument } from "./document.ts";

/** An API of more operations than can be kept in mind is refused; one that comes near to it is told of. */
const healthyBelow = 40;
const cautionFrom = 45;
const critical = 50;

type Parameter = { name: string; in: string; example?: unknown; schema: { example?: unknown } };
type Content = Record<string, { example?: unknown; schema?: { oneOf?: { examples?: unknown[] }[] } }>;
type Described = {
  tags: string[];
  summary: string;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { $ref?: string; content?: Content }>;
  "x-rate-limit": { limit: number };
};
type Document = {
  tags: { name: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { responses: Record<string, { content: Content }> };
};

const document = createOpenApiDocument(
  createEdgeRules(z.object(limitSettings).parse({}) as LimitSettings),
) as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, said]) => ({ name: `${method.toUpperCase()} ${path}`, said })),
);

const count = operations.length;
const how =
  count >= critical ? "critical" : count >= cautionFrom ? "caution" : count < healthyBelow ? "healthy" : "growing";
const thresholds = `healthy below ${healthyBelow}, caution from ${cautionFrom}, critical at ${critical}, refused above`;

it(`has ${count} operations, which is ${how} (${thresholds})`, () => {
  expect(count).toBeLessThanOrEqual(critical);
});

it("has each operation of the contracts once, and no other", () => {
  const contracts = allRoutes().map(
    ({ operation: { method, path } }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`,
  );
  expect(operations.map(({ name }) => name).toSorted()).toEqual(contracts.toSorted());
});

it.each(operations)(
  "tells of $name its one tag, its limit, and an example of whatever is sent and answered",
  ({ said }) => {
    expect(said.tags).toHaveLength(1);
    expect(document.tags.map(({ name }) => name)).toContain(said.tags[0]);
    expect(said.summary).toMatch(/^[A-Z]/);
    expect(said["x-rate-limit"].limit).toBeGreaterThan(0);
    const without = (said.parameters ?? []).filter((one) => (one.example ?? one.schema.example) === undefined);
    expect(without.filter((one) => one.in !== "header").map(({ name }) => name)).toEqual([]);
    const contents = [
      ["request", said.requestBody?.content ?? {}] as const,
      ...Object.entries(said.responses).map(([status, one]) => [status, contentOf(one)] as const),
    ];
    expect(contents.filter(([, content]) => !hasExample(content)).map(([what]) => what)).toEqual([]);
  },
);

function contentOf({ $ref, content }: { $ref?: string; content?: Content }): Content {
  return content ?? document.components.responses[$ref?.split("/").at(-1) ?? ""]?.content ?? {};
}

/** Bytes show nothing. */
function hasExample(content: Content): boolean {
  const { example, schema } = content["application/json"] ?? { example: "bytes, or no body" };
  return example !== undefined || schema?.oneOf?.every(({ examples = [] }) => examples.length > 0) === true;
}

it("has examples of parameters that their schemas take", () => {
  const wrong = allRoutes().flatMap(({ operation: { path, params, query } }) =>
    [params, query].flatMap((schema) =>
      Object.entries((schema as z.ZodObject).shape)
        .filter(([name, one]) => !(one as z.ZodType).safeParse(parameterExamples[name]).success)
        .map(([name]) => `${path} ${name}`),
    ),
  );
  expect(wrong).toEqual([]);
});
