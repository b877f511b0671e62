import { ssot } from "@agentos/contracts/api/admin";
import type { ServiceName } from "@agentos/contracts/services";
import type { Caller } from "@agentos/service-kit/http/caller";
import { Router, type Request, type RequestHandler, type Response } from "express";
import type { Agent } from "node:http";
import { AsyncResource } from "node:async_hooks";
import type { Context } from "../context.ts";
import { createAuthenticate } from "../auth/authenticate.ts";
import { checkBody, maxBodyBytes } from "../edge/check-body.ts";
import type { EdgeRules } from "../limits/edge-rules.ts";
import type { LimitRequests } from "../limits/limit-requests.ts";
import type { Answer } from "../ssot/answer.ts";
import { ReadModel } from "../ssot/ask-read-model.ts";
import { snapshotRoute } from "../ssot/snapshot-route.ts";
import type { Exchange, Exchanges } from "./exchange.ts";
import { createUpstreamProxy } from "./proxy.ts";
import { proxiedRoutes, type Route } from "./routes.ts";

/** What requests pass on the way to a service. `answer` writes the snapshot. */
export type Edge = { agent: Agent; rules: EdgeRules; limitRequests: LimitRequests; answer: Answer };

/** Routes of all operations that services answer: who may call is checked here, then the request is handed on. */
export function upstreamRouter(context: Context, edge: Edge): Router {
  const { config, access, sealCaller, followed } = context;
  const exchanges: Exchanges = new WeakMap();
  const admit = async (request: Request, caller: Caller): Promise<void> => {
    const exchange = exchanges.get(request);
    if (!exchange) return;
    exchange.userId = caller.userId;
    exchange.caller = await sealCaller(caller);
  };
  const authenticate = createAuthenticate({
    verifier: access.verifier,
    allowlist: config.ADMIN_ALLOWLIST,
    admit,
    switches: followed.switches,
  });
  const proxies = new Map<ServiceName, RequestHandler>();
  for (const [name, target] of Object.entries(config.upstreams) as [ServiceName, string][]) {
    const timeoutMs = config.UPSTREAM_TIMEOUT_MS;
    proxies.set(name, createUpstreamProxy({ target, agent: edge.agent, timeoutMs, exchanges }));
  }
  const userOf = (request: Request): string | undefined => exchanges.get(request)?.userId;
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of proxiedRoutes()) {
    const proxy = proxies.get(route.owner);
    if (!proxy) throw new Error(`Nothing says where ${route.owner} is.`);
    const { method, path } = route.operation;
    const limit = edge.limitRequests(edge.rules.of(route.operation), userOf);
    const last = route.operation === ssot ? fromSnapshot(context, edge, exchanges) : proxy;
    const handlers = [begin(route, exchanges), authenticate(route.operation), limit, checkBody(route.operation), last];
    if (method === "GET") router.get(path, ...handlers);
    else router.post(path, ...handlers);
  }
  return router;
}

/** The snapshot is answered here, and asked of read-model only where what is at hand is not trusted. */
function fromSnapshot(context: Context, { agent, answer }: Edge, exchanges: Exchanges): RequestHandler {
  const { config, held, redis, log } = context;
  const target = config.upstreams["read-model"];
  if (target === undefined) throw new Error("Nothing says where read-model is.");
  const callerOf = (request: Request): string | undefined => exchanges.get(request)?.caller;
  return snapshotRoute({ held, redis, log, answer, callerOf, readModel: new ReadModel({ target, agent }) });
}

function begin({ operation }: Route, exchanges: Exchanges): RequestHandler {
  return (request, response, next) => {
    exchanges.set(request, {
      caller: undefined,
      userId: undefined,
      maxBytes: maxBodyBytes(operation),
      closes: request.httpVersion === "1.0" || /\bclose\b/i.test(request.headers.connection ?? ""),
      fail: failOnce(response, next),
    });
    // Personal, and at times secret: kept nowhere, unless the service says otherwise. Media say so themselves.
    if (operation.path.startsWith("/api/")) response.setHeader("Cache-Control", "no-store");
    next();
  };
}

/** Errors of a connection to a service come in the midst of other work; bound, they belong to their request again. */
function failOnce(response: Response, next: (error: unknown) => void): Exchange["fail"] {
  let failed = false;
  return AsyncResource.bind((error: unknown) => {
    if (failed || response.writableEnded || response.destroyed) return;
    failed = true;
    next(error);
  });
}
