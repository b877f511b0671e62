import type { AppError } from "@agentos/contracts/errors";
import { errorBody } from "@agentos/service-kit/http/errors";
import { ServerResponse, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** Answers a request to open a socket with an error, in the form that all errors have over HTTP, and hangs up. */
export function refuse(request: IncomingMessage, wire: Duplex, error: AppError): void {
  if (wire.destroyed) return;
  const response = new ServerResponse(request);
  response.assignSocket(wire as Socket);
  response.shouldKeepAlive = false;
  response.on("finish", () => wire.end(() => wire.destroy()));
  const body = JSON.stringify(errorBody(error));
  response.writeHead(error.status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "X-Content-Type-Options": "nosniff",
    ...(error.retryAfterSeconds === undefined ? {} : { "Retry-After": `${error.retryAfterSeconds}` }),
  });
  response.end(body);
}
