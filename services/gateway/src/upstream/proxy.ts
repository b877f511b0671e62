import { AppError } from "@agentos/contracts/errors";
import type { Request, RequestHandler, Response } from "express";
import { createProxyMiddleware, type Plugin } from "http-proxy-middleware";
import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { Exchanges } from "./exchange.ts";
import { upstreamFailure } from "./failure.ts";
import { requestHeaders } from "./request-headers.ts";

export type ProxyOptions = {
  /** Internal HTTP interface of the service. */
  target: string;
  agent: Agent;
  /** Milliseconds without a byte in either direction until the service begins to answer. */
  timeoutMs: number;
  exchanges: Exchanges;
};

/** Hands a request on to a service and its answer back, as streams. */
export function createUpstreamProxy(options: ProxyOptions): RequestHandler {
  const proxy = createProxyMiddleware<Request, Response>({
    target: options.target,
    agent: options.agent,
    changeOrigin: true,
    ejectPlugins: true,
    plugins: [followExchange(options)],
  });
  return (request, response, next) => {
    const exchange = options.exchanges.get(request);
    request.headers = requestHeaders(request.headers, { address: request.ip, caller: exchange?.caller });
    void proxy(request, response, next);
  };
}

function followExchange({ timeoutMs, exchanges }: ProxyOptions): Plugin<Request, Response> {
  return (server) => {
    server.on("proxyReq", (outgoing, request) => {
      outgoing.setTimeout(timeoutMs, () =>
        outgoing.destroy(new AppError("TIMEOUT", undefined, { outcome: "unknown" })),
      );
      // From then on the client's own connection says how long is too long.
      outgoing.once("response", () => outgoing.setTimeout(0));
      // A length that was declared has been checked; one that was not is found out on the way.
      if (request.headers["transfer-encoding"] !== undefined) limitStream(request, outgoing, exchanges);
    });
    server.on("proxyRes", (incoming, request) => {
      cleanResponse(incoming, exchanges.get(request)?.closes ?? true);
    });
    server.on("error", (error, request) => {
      if (request) exchanges.get(request)?.fail(upstreamFailure(error, request.method));
    });
  };
}

/** Cuts a body off that turns out to be larger than allowed; the service sees the connection break. */
function limitStream(request: Request, outgoing: ClientRequest, exchanges: Exchanges): void {
  const exchange = exchanges.get(request);
  if (!exchange) return;
  let bytes = 0;
  const count = (chunk: Buffer): void => {
    bytes += chunk.length;
    if (bytes <= exchange.maxBytes) return;
    request.off("data", count);
    request.unpipe(outgoing);
    request.resume();
    exchange.fail(new AppError("PAYLOAD_TOO_LARGE"));
    outgoing.destroy();
  };
  request.on("data", count);
}

/** Takes away what belongs to the connection with the service. */
function cleanResponse(incoming: IncomingMessage, closes: boolean): void {
  for (const name of ["keep-alive", "proxy-authenticate", "trailer", "upgrade", "x-powered-by", "x-trace-id"]) {
    delete incoming.headers[name];
  }
  incoming.headers.connection = closes ? "close" : "keep-alive";
}
