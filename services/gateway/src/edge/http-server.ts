import { maxRequestBytes } from "@agentos/contracts/limits";
import { listen, type HttpServer } from "@agentos/service-kit/http/server";
import type { Logger } from "@agentos/service-kit/logger";
import type { RequestListener, ServerOptions } from "node:http";
import type { AnswersAtOnce } from "../ssot/fast-path.ts";
import type { SocketDoor } from "../upstream/socket-door.ts";
import { answerClientErrors, type Answering } from "./client-errors.ts";

/** Bounds on what one client can hold: sizes in bytes, times in milliseconds. */
const bounds: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  // 100 MB in five minutes: 350 kB/s.
  requestTimeout: 300_000,
  connectionsCheckingInterval: 2000,
  // A missing Host is answered by the app, in its own form.
  requireHostHeader: false,
  // Most requests have no body: no stream is set up for them.
  optimizeEmptyRequests: true,
};
const silentMs = 300_000;
const maxConnections = 10_000;

/** What answers the public. */
export type PublicHandlers = {
  answersAtOnce: AnswersAtOnce;
  /** All that is not answered at once. */
  app: RequestListener;
  /** Takes sockets, which no time-out of requests cuts off. */
  door: SocketDoor;
};

/** Listens for the public. */
export async function listenPublicly(
  { answersAtOnce, app, door }: PublicHandlers,
  options: { host: string; port: number; log: Logger },
): Promise<HttpServer> {
  const { host, port, log } = options;
  const answering: Answering = new WeakMap();
  const handler: RequestListener = (request, response) => {
    if (answersAtOnce(request, response)) return;
    answering.set(request.socket, response);
    app(request, response);
  };
  const shouldUpgradeCallback = door.accepts.bind(door);
  const http = await listen(handler, { host, port, server: { ...bounds, shouldUpgradeCallback } });
  const { server } = http;
  server.setTimeout(silentMs);
  server.maxConnections = maxConnections;
  answerClientErrors(server, log, answering);
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
