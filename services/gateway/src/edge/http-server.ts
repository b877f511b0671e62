import { maxRequestBytes } from "@agentos/contracts/limits";
import { listen, type HttpServer } from "@agentos/service-kit/http/server";
import type { Logger } from "@agentos/service-kit/logger";
import type { RequestListener, ServerOptions } from "node:http";
import type { SocketDoor } from "../upstream/socket-door.ts";
import { answerClientErrors } from "./client-errors.ts";

/** Bounds on what one client can hold: sizes in bytes, times in milliseconds. */
const bounds: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  // 100 MB in five minutes: 350 kB/s.
  requestTimeout: 300_000,
  connectionsCheckingInterval: 2000,
  // A missing Host is answered by the app, in its own form.
  requireHostHeader: false,
};
const silentMs = 300_000;
const maxConnections = 10_000;

/** Listens for the public; `door` takes sockets, which no time-out of requests cuts off. */
export async function listenPublicly(
  handler: RequestListener,
  options: { host: string; port: number; log: Logger; door: SocketDoor },
): Promise<HttpServer> {
  const { door, host, port } = options;
  const shouldUpgradeCallback = door.accepts.bind(door);
  const http = await listen(handler, { host, port, server: { ...bounds, shouldUpgradeCallback } });
  const { server } = http;
  server.setTimeout(silentMs);
  server.maxConnections = maxConnections;
  answerClientErrors(server, options.log);
  server.on("upgrade", (request, socket, head) => door.upgrade(request, socket, head));
  // `Expect: 100-continue` asks first; a body that is too large is then not even sent.
  server.on("checkContinue", (request, response) => {
    if (Number(request.headers["content-length"] ?? 0) <= maxRequestBytes) response.writeContinue();
    handler(request, response);
  });
  // No other expectation is known; it is ignored (RFC 9110, 10.1.1).
  server.on("checkExpectation", handler);
  return {
    ...http,
    close() {
      door.close();
      return http.close();
    },
  };
}
