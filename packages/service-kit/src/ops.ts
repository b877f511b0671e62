import express from "express";
import type { Registry } from "prom-client";
import { listen, type HttpServer } from "./http/server.ts";

/** Throws with a sentence when the dependency cannot be used now. */
export type ReadinessCheck = () => Promise<void>;

export type Readiness = { ready: boolean; checks: Record<string, { ok: boolean; ms: number; why?: string }> };

const checkMs = 2000;

/** Runs all checks at once, each for at most 2 s. */
export async function checkReadiness(checks: Record<string, ReadinessCheck>): Promise<Readiness> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const startedAt = performance.now();
      const why = await Promise.race([
        check().then(
          () => undefined,
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        ),
        new Promise<string>((resolve) => setTimeout(() => resolve("no answer in time"), checkMs).unref()),
      ]);
      const ms = Math.round(performance.now() - startedAt);
      return [name, why === undefined ? { ok: true, ms } : { ok: false, ms, why }] as const;
    }),
  );
  return { ready: results.every(([, result]) => result.ok), checks: Object.fromEntries(results) };
}

/** The internal port of a service: `/health` (the process lives), `/ready` (each dependency), `/metrics` (Prometheus). */
export function serveOps(options: {
  host: string;
  port: number;
  metrics: Registry;
  checks: Record<string, ReadinessCheck>;
}): Promise<HttpServer> {
  const app = express();
  app.disable("x-powered-by");
  app.get("/health", (_request, response) => {
    response.json({ status: "ok" });
  });
  app.get("/ready", async (_request, response) => {
    const readiness = await checkReadiness(options.checks);
    response.status(readiness.ready ? 200 : 503).json(readiness);
  });
  app.get("/metrics", async (_request, response) => {
    response.type(options.metrics.contentType).send(await options.metrics.metrics());
  });
  return listen(app, { host: options.host, port: options.port });
}
