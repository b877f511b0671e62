import { Agent, ServerResponse, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { AppError } from "@agentos/contracts/errors";
import { sendError } from "@agentos/service-kit/http/app";
import type { Logger } from "@agentos/service-kit/logger";
import { traceparent } from "@agentos/service-kit/trace";
import type { Request, RequestHandler, Response } from "express";
import { createProxyMiddleware } from "http-proxy-middleware";
import { followSockets } from "./sockets.ts";

/** Longer than the gateway's own limits, so that its answer is the one that people see. */
const answerWithinMs = 330_000;
/** The same for a handshake. */
const upgradeWithinMs = 12_000;

export type GatewayProxy = {
  /** Passes `/api` and `/media` on. */
  requests: RequestHandler;
  /** Passes `/ws` on; for the `upgrade` event of an HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts the sockets off: they are no requests, and a server that stops does not wait for them. */
  close(): void;
};

/**
 * Passes requests and sockets on as they are, as streams, with the address that each came from. While the gateway is away the
 * answer is SERVICE_UNAVAILABLE. `from`: the own address that the requests are sent from, where it matters.
 */
export function proxyTo(gateway: { url: string; from: string | undefined }, log: Logger): GatewayProxy {
  const sockets = followSockets(log);
  const common = {
    target: gateway.url,
    ...(gateway.from === undefined ? {} : { agent: new Agent({ localAddress: gateway.from }) }),
  };
  const requests = createProxyMiddleware<Request, Response>({
    ...common,
    pathFilter: ["/api", "/media"],
    proxyTimeout: answerWithinMs,
    on: {
      proxyReq(outgoing, request) {
        outgoing.setHeader("traceparent", traceparent());
        outgoing.setHeader("x-forwarded-for", forwardedFor(request));
      },
      error: (error, _request, response) => {
        if (!(response instanceof ServerResponse)) return void response.destroy();
        const away = new AppError("SERVICE_UNAVAILABLE", undefined, { cause: error, retryAfterSeconds: 2 });
        sendError(away, response, log);
      },
    },
  });
  const proxy = createProxyMiddleware({
    ...common,
    upgradeTimeout: upgradeWithinMs,
    ejectPlugins: true,
    plugins: [sockets.plugin],
  });
  return {
    requests,
    upgrade(request, socket, head) {
      if (!sockets.take(request, socket)) return;
      request.headers["traceparent"] = traceparent();
      request.headers["x-forwarded-for"] = forwardedFor(request);
      proxy.upgrade(request, socket as Request["socket"], head);
    },
    close: () => sockets.close(),
  };
}

/**
 * The addresses that the request came over, the one that this server saw last. (The proxy's own `xfwd` leaves a header that is
 * there already as it is: whoever is asked to believe this server would believe its clients.)
 */
function forwardedFor({ headers, socket }: IncomingMessage): string {
  const said = headers["x-forwarded-for"];
  return [said ?? [], socket.remoteAddress ?? "unknown"].flat().join(", ");
}
