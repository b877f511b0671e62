import { Agent, ServerResponse } from "node:http";
import { AppError } from "@agentos/contracts/errors";
import { sendError } from "@agentos/service-kit/http/app";
import type { Logger } from "@agentos/service-kit/logger";
import { traceparent } from "@agentos/service-kit/trace";
import type { Request, Response } from "express";
import { createProxyMiddleware } from "http-proxy-middleware";

/** Longer than the gateway's own limits, so that its answer is the one that people see. */
const answerWithinMs = 330_000;

/**
 * Passes `/api` and `/media` on as they are, as streams, with the address that each request came from. While the gateway is
 * away the answer is SERVICE_UNAVAILABLE. `from`: the own address that the requests are sent from, where it matters.
 */
export function proxyTo(gateway: { url: string; from: string | undefined }, log: Logger) {
  return createProxyMiddleware<Request, Response>({
    target: gateway.url,
    ...(gateway.from === undefined ? {} : { agent: new Agent({ localAddress: gateway.from }) }),
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
}

/**
 * The addresses that the request came over, the one that this server saw last. (The proxy's own `xfwd` leaves a header that is
 * there already as it is: whoever is asked to believe this server would believe its clients.)
 */
function forwardedFor({ headers, socket }: Request): string {
  const said = headers["x-forwarded-for"];
  return [said ?? [], socket.remoteAddress ?? "unknown"].flat().join(", ");
}
