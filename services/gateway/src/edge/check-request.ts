import { AppError } from "@agentos/contracts/errors";
import { maxRequestBytes } from "@agentos/contracts/limits";
import type { Request, RequestHandler } from "express";
import { declaredBytes } from "./check-body.ts";

/** The router would answer `OPTIONS` by itself, in a form of its own. */
const methods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);
const longestUrl = 8192;
const versioned = /^\/api\/v1(?=\/)/;

/** Refuses what no route may ever see, and takes `/api/v1/…` for `/api/…`. */
export const checkRequest: RequestHandler = (request, _response, next) => {
  if (!methods.has(request.method)) throw new AppError("NOT_FOUND", "There is no such address.");
  if (request.url.length > longestUrl) throw new AppError("VALIDATION_ERROR", "The address is too long.");
  // Only a path is understood: no absolute URL as proxies get them, no `*`.
  if (!request.url.startsWith("/")) throw new AppError("VALIDATION_ERROR", "The address is not a path.");
  if (request.headers.host === undefined) throw new AppError("VALIDATION_ERROR", "The Host header is missing.");
  if (declaredBytes(request) > maxRequestBytes) throw new AppError("PAYLOAD_TOO_LARGE");
  if (asksForWebSocket(request)) {
    throw new AppError("NOT_FOUND", "WebSocket connections are not offered at this address.");
  }
  request.url = request.url.replace(versioned, "/api");
  next();
};

function asksForWebSocket({ headers }: Request): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}
