import type { Operation } from "@agentos/contracts/api/operation";
import { AppError } from "@agentos/contracts/errors";
import { maxJsonBytes, maxRequestBytes } from "@agentos/contracts/limits";
import type { Request, RequestHandler } from "express";

/** Bytes of the largest body that an operation takes. */
export function maxBodyBytes({ body }: Operation): number {
  return body === "bytes" ? maxRequestBytes : maxJsonBytes;
}

/** Refuses a body of another kind, or a larger one, than the operation takes, before any of it is read. */
export function checkBody(operation: Operation): RequestHandler {
  const maxBytes = maxBodyBytes(operation);
  return (request, _response, next) => {
    if (declaredBytes(request) > maxBytes) throw new AppError("PAYLOAD_TOO_LARGE");
    if (hasBody(request) && operation.body !== null) requireType(request, operation.body);
    next();
  };
}

/** `Content-Length`, which node has checked to be a number; 0 where it is not given. */
export function declaredBytes(request: Request): number {
  return Number(request.headers["content-length"] ?? 0);
}

function hasBody(request: Request): boolean {
  return declaredBytes(request) > 0 || request.headers["transfer-encoding"] !== undefined;
}

function requireType(request: Request, body: NonNullable<Operation["body"]>): void {
  const type = body === "bytes" ? "application/octet-stream" : "application/json";
  if (!request.is(type)) throw new AppError("UNSUPPORTED_MEDIA_TYPE", `Send the body as ${type}.`);
  // Raw bytes are kept as they come; nobody would unpack them.
  if (body === "bytes" && (request.get("content-encoding") ?? "identity") !== "identity") {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send the bytes as they are, without a content encoding.");
  }
}
