import { errorEnvelope, pagination } from "@agentos/contracts/api/envelope";
import type { AccessLevel, Operation } from "@agentos/contracts/api/operation";
import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from "zod-openapi";
import type { EdgeRule } from "../limits/edge-rules.ts";
import { maxBodyBytes } from "../edge/check-body.ts";
import { keptHeaders, kept, notModified, sectionsSay } from "./snapshot.ts";
import { accessOfAction, headersOfAction, limitsOfAction, replayedHeader } from "./action.ts";

type Status = `${1 | 2 | 3 | 4 | 5}${string}`;

const accessSays: Record<AccessLevel, string> = {
  public: "Anyone may call.",
  user: "For anyone who is signed in.",
  staff: "For staff: admin, operator, supervisor and readonly.",
};

/** One operation as OpenAPI tells it. */
export function describeOperation(name: string, operation: Operation, limit: EdgeRule): ZodOpenApiOperationObject {
  const { tag, summary, access, params, query } = operation;
  return {
    operationId: `${tag}_${name}`,
    tags: [tag],
    summary,
    description: [
      ...accessOf(operation),
      limitSays(limit),
      ...limitsOfAction(operation),
      ...sectionsSay(operation),
    ].join(" "),
    "x-rate-limit": {
      limit: limit.rule.limit,
      window_seconds: limit.rule.windowSeconds,
      unit: limit.rule.unit ?? "requests",
      per: limit.per,
    },
    security: access === "public" ? [] : [{ accessToken: [] }],
    requestParams: {
      ...parametersOf("path", params),
      ...parametersOf("query", query),
      ...parametersOf("header", headersOfAction(operation).extend(keptHeaders(operation))),
    },
    ...bodyOf(operation),
    responses: responsesOf(operation),
  };
}

function accessOf(operation: Operation): string[] {
  const { access, writes, allowlisted } = operation;
  if (operation.action) return accessOfAction(operation.action);
  return [
    accessSays[access],
    ...(writes ? ["Not for readonly."] : []),
    ...(allowlisted ? ["Only from the addresses of administrators."] : []),
  ];
}

function limitSays({ rule, per }: EdgeRule): string {
  const unit = rule.unit === "content-bytes" ? "bytes" : "requests";
  return `At most ${rule.limit.toLocaleString("en")} ${unit} per ${per} in ${rule.windowSeconds} s.`;
}

function parametersOf<Where extends "path" | "query" | "header">(
  where: Where,
  schema: z.ZodType,
): Partial<Record<Where, z.ZodObject>> {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0
    ? ({ [where]: schema } as Record<Where, z.ZodObject>)
    : {};
}

function bodyOf(operation: Operation): Pick<ZodOpenApiOperationObject, "requestBody"> {
  const { body, example } = operation;
  if (body === null) return {};
  const limit = `At most ${maxBodyBytes(operation).toLocaleString("en")} bytes.`;
  if (body === "bytes") {
    return { requestBody: { required: true, description: limit, content: { "application/octet-stream": {} } } };
  }
  const content = { schema: body, ...(example?.body === undefined ? {} : { example: example.body }) };
  return { requestBody: { required: true, description: limit, content: { "application/json": content } } };
}

function responsesOf(operation: Operation): Record<Status, ZodOpenApiResponseObject> {
  const { body, access } = operation;
  const refused: Status[] = ["400", "404", "500", "503", "504"];
  if (access !== "public" || operation.tag === "auth") refused.push("401", "403");
  if (body !== null) refused.push("409", "413", "415", "422");
  const responses: Record<Status, ZodOpenApiResponseObject> = { [`${operation.status ?? 200}`]: successOf(operation) };
  if (operation.keptReady) responses["304"] = notModified;
  if (operation.accepted) responses["202"] = acceptedOf(operation.accepted);
  for (const status of refused.toSorted()) responses[status] = failure;
  responses["429"] = limited;
  return responses;
}

const limited: ZodOpenApiResponseObject = {
  id: "RateLimited",
  description: "More requests than the limit allows, or a lock after refused attempts.",
  headers: z.object({
    "Retry-After": z.string().meta({ description: "Seconds until the request makes sense again", example: "17" }),
    "RateLimit-Policy": z.string().meta({ description: "Quota and window", example: '"user";q=100;w=60' }),
    RateLimit: z.string().meta({ description: "What is left, and when all of it is", example: '"user";r=0;t=60' }),
  }),
  content: { "application/json": { schema: errorEnvelope } },
};

const failure: ZodOpenApiResponseObject = {
  id: "Error",
  description: "It did not work; `error_code` says why.",
  content: { "application/json": { schema: errorEnvelope } },
};

function successOf({ reply, paged, example, action, keptReady }: Operation): ZodOpenApiResponseObject {
  if (reply === "bytes") {
    return { description: "The bytes, or with `Range` a part of them (206).", content: { "*/*": {} } };
  }
  const schema = successEnvelope(reply).extend(pageOf(paged));
  const sample = example?.reply === undefined ? {} : { example: exampleEnvelope(example.reply, Boolean(paged)) };
  const headers = action ? { headers: replayedHeader } : keptReady ? { headers: kept } : {};
  return { description: "It worked.", ...headers, content: { "application/json": { schema, ...sample } } };
}

function pageOf(paged: Operation["paged"]) {
  if (paged === "sometimes") return { pagination: pagination.optional() };
  return paged ? { pagination } : {};
}

function acceptedOf(data: z.ZodType): ZodOpenApiResponseObject {
  const description = "It was taken on and is still under way; `GET /api/admin/action/status` tells how it ends.";
  return { description, content: { "application/json": { schema: successEnvelope(data) } } };
}

function successEnvelope(data: z.ZodType) {
  return z.object({
    success: z.literal(true),
    data,
    timestamp: z.iso.datetime(),
    response_time_ms: z.number(),
  });
}

function exampleEnvelope(data: unknown, paged: boolean): object {
  const only = { page: 1, per_page: 25, total: 1, total_is: "exact", total_pages: 1 };
  return {
    success: true,
    data,
    ...(paged ? { pagination: { ...only, has_next: false, has_prev: false, next_cursor: null } } : {}),
    timestamp: "2026-03-01T09:30:00.000Z",
    response_time_ms: 3.1,
  };
}
