import { AsyncResource } from "node:async_hooks";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { AppError } from "@agentos/contracts/errors";
import { maxJsonBytes } from "@agentos/contracts/limits";
import { Histogram, type Registry } from "prom-client";
import type { Logger } from "../logger.ts";
import { currentTrace, runInTrace, traceOf } from "../trace.ts";
import { errorBody, toAppError } from "./errors.ts";

export type HttpAppOptions = { log: Logger; metrics: Registry };

/**
 * An express app with what every service needs around its routes: trace, log line and metric per request. Add the routes,
 * then call `finishHttpApp`.
 */
export function createHttpApp({ log, metrics }: HttpAppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  // What has a validator compares it itself. Express would answer `If-None-Match: *` with 304 to a client that has nothing.
  Object.defineProperty(app.request, "fresh", { value: false });
  app.set("query parser", "simple");
  app.use(traceRequests);
  app.use(observeRequests(log, metrics));
  return app;
}

/** Adds the answers for unknown routes and for errors. */
export function finishHttpApp(app: Express, log: Logger): void {
  app.use((_request, _response, next) => next(new AppError("NOT_FOUND", "There is no such address.")));
  app.use((thrown: unknown, _request: Request, response: Response, _next: NextFunction) =>
    sendError(thrown, response, log),
  );
}

/** Parses JSON bodies of the allowed size. */
export const jsonBody = express.json({ limit: maxJsonBytes, strict: true });

/** Statuses that always say when to come back. */
const asksToWait: ReadonlySet<number> = new Set([429, 503]);
const usualWaitSeconds = 5;

/** Answers with the envelope of an error; the cause goes to the log alone. */
export function sendError(thrown: unknown, response: Response, log: Logger): void {
  const error = toAppError(thrown);
  if (thrown === error && error.cause === undefined && error.retryable && error.status > 500) {
    // Refused on purpose, perhaps because there is too much to do already: no time for a stack.
    log.warn({ error_code: error.code, why: error.message }, "request refused");
  } else if (error.status >= 500) {
    log.error({ err: error.cause ?? error, error_code: error.code }, "request failed");
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const wait = error.retryAfterSeconds ?? (asksToWait.has(error.status) ? usualWaitSeconds : undefined);
  if (wait !== undefined) response.setHeader("Retry-After", String(wait));
  response.status(error.status).json(errorBody(error));
}

function traceRequests(request: Request, response: Response, next: NextFunction): void {
  runInTrace(traceOf(request.headers), () => {
    const trace = currentTrace();
    if (trace) response.setHeader("X-Trace-Id", trace.traceId);
    next();
  });
}

function observeRequests(log: Logger, metrics: Registry) {
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Duration of HTTP requests",
    labelNames: ["method", "route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [metrics],
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    // Bound, since a response may be closed from within the work of another request.
    const tell = AsyncResource.bind(() => {
      const ms = performance.now() - startedAt;
      // The route's pattern, not the address: ids would make a label per job.
      const route = (request.route as { path?: string } | undefined)?.path ?? "other";
      seconds.observe({ method: request.method, route, status: response.statusCode }, ms / 1000);
      const said = { method: request.method, route, status: response.statusCode, ms: Math.round(ms * 10) / 10 };
      // The client has gone, or the answer broke off: the status may never have arrived.
      log.info(response.writableFinished ? said : { ...said, cut_off: true }, "request");
    });
    response.on("close", tell);
    next();
  };
}
