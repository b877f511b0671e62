import { errorEnvelope, pagination } from "@agentos/contracts/api/envelope";
import type { Tag } from "@agentos/contracts/api/operation";
import { describeError, errorCodes } from "@agentos/contracts/errors";
import { createDocument, type ZodOpenApiPathsObject } from "zod-openapi";
import type { EdgeRules } from "../limits/edge-rules.ts";
import { allRoutes } from "../upstream/routes.ts";
import { version } from "../version.ts";
import { describeOperation } from "./operation.ts";

/** The OpenAPI 3.1 document of all operations, made of the schemas that check them. */
export type OpenApiDocument = ReturnType<typeof createDocument>;

const tagSays: Record<Tag, string> = {
  auth: "Signing in and out",
  upload: "Videos on their way in, in chunks",
  jobs: "From a video to its clips",
  clips: "What comes out",
  queue: "What waits and what runs",
  agents: "The programs that do the work",
  analytics: "Figures over time",
  admin: "The control room",
  system: "The system as a whole",
};

export function createOpenApiDocument(rules: EdgeRules): OpenApiDocument {
  const routes = allRoutes();
  const paths: ZodOpenApiPathsObject = {};
  for (const { name, operation } of routes) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}") as `/${string}`;
    paths[path] = {
      ...paths[path],
      [operation.method.toLowerCase()]: describeOperation(name, operation, rules.of(operation)),
    };
  }
  const used = new Set(routes.map(({ operation }) => operation.tag));
  return createDocument({
    openapi: "3.1.0",
    info: { title: "AgentOS", version, description: introduction() },
    servers: [{ url: "/" }],
    tags: Object.entries(tagSays)
      .filter(([tag]) => used.has(tag as Tag))
      .map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { Error: errorEnvelope, Pagination: pagination },
      securitySchemes: { accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  });
}

function introduction(): string {
  const rows = errorCodes.map((code) => {
    const { status, says, retryable } = describeError(code);
    return `| ${code} | ${status} | ${retryable ? "yes" : "no"} | ${says} |`;
  });
  return [
    "Every path under `/api/` is also there under `/api/v1/`. Successful answers are `{success, data, timestamp,",
    "response_time_ms}`, failed ones `{success, error, error_code, details?, trace_id, timestamp}`. Every answer has the",
    "trace in `X-Trace-Id`; send one, or a W3C `traceparent`, to have it continued.",
    "",
    "<details><summary>Error codes</summary>",
    "",
    "| error_code | status | may succeed later | says |",
    "|---|---|---|---|",
    ...rows,
    "",
    "</details>",
  ].join("\n");
}
