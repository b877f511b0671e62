import { ServerResponse } from "node:http";
import { AppError } from "@agentos/contracts/errors";
import { sendError } from "@agentos/service-kit/http/app";
import type { Logger } from "@agentos/service-kit/logger";
import { traceparent } from "@agentos/service-kit/trace";
import type { Request, Response } from "express";
import { createProxyMiddleware } from "http-proxy-middleware";

/** Longer than the gateway's own limits, so that its answer is the one that people see. */
const answerWithinMs = 330_000;

/** Passes `/api` and `/media` on as they are, as streams. While the gateway is away the answer is SERVICE_UNAVAILABLE. */
export function proxyTo(gatewayUrl: string, log: Logger) {
  return createProxyMiddleware<Request, Response>({
    target: gatewayUrl,
    pathFilter: ["/api", "/media"],
    xfwd: true,
    proxyTimeout: answerWithinMs,
    on: {
      proxyReq: (outgoing) => outgoing.setHeader("traceparent", traceparent()),
      error: (error, _request, response) => {
        if (!(response instanceof ServerResponse)) return void response.destroy();
        const away = new AppError("SERVICE_UNAVAILABLE", undefined, { cause: error, retryAfterSeconds: 2 });
        sendError(away, response, log);
      },
    },
  });
}
