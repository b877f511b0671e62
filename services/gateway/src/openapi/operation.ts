import { pagination } from "@agentos/contracts/api/envelope";
import { parameterExamples } from "@agentos/contracts/api/parameter-examples";
import type { AccessLevel, Operation } from "@agentos/contracts/api/operation";
import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from "zod-openapi";
import type { EdgeRule } from "../limits/edge-rules.ts";
import { maxBodyBytes } from "../edge/check-body.ts";
import { failuresOf } from "./failures.ts";
import { parametersOf } from "./parameters.ts";
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
  const responses: Record<Status, ZodOpenApiResponseObject> = { [`${operation.status ?? 200}`]: successOf(operation) };
  if (operation.keptReady) responses["304"] = notModified;
  if (operation.reply === "bytes")
    responses["206"] = { description: "The part that `Range` asks for.", content: anyBytes };
  if (operation.accepted) responses["202"] = acceptedOf(operation.accepted);
  return { ...responses, ...failuresOf(operation) };
}

const anyBytes = { "*/*": {} };

function successOf({ reply, paged, example, action, keptReady }: Operation): ZodOpenApiResponseObject {
  if (reply === "bytes") {
    return { description: "The bytes.", content: anyBytes };
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
  const sample = exampleEnvelope(
    { action_id: parameterExamples["action_id"], status: "accepted", result: null },
    false,
  );
  return { description, content: { "application/json": { schema: successEnvelope(data), example: sample } } };
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
