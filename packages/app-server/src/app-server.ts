import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { listen, type HttpServer } from "@agentos/service-kit/http/server";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import { serveOps } from "@agentos/service-kit/ops";
import type { Service } from "@agentos/service-kit/service";
import { serveApp } from "./app-files.ts";
import type { AppConfig } from "./config.ts";
import { proxyTo } from "./gateway-proxy.ts";
import { securityHeaders } from "./security-headers.ts";

export type AppServer = Service & {
  /** Where the app is served; known once it has started. */
  url(): string;
};

export type AppServerOptions = {
  /** Of the service, `upload-ui`: in logs and metrics, and its workspace package builds the app. */
  name: string;
  config: AppConfig;
  log?: Logger;
};

/** The server of a browser app: its files, and the API behind the same origin. */
export function createAppServer({ name, config, ...given }: AppServerOptions): AppServer {
  const log = given.log ?? createLogger({ service: name, instance: config.INSTANCE, level: config.LOG_LEVEL });
  const open: HttpServer[] = [];
  let cutSockets = (): void => undefined;
  return {
    name,
    url: () => `http://${config.HOST}:${open[0]?.port ?? config.PORT}`,
    async start() {
      const metrics = createMetrics(name);
      const app = createHttpApp({ log, metrics });
      const { GATEWAY_URL: url, GATEWAY_FROM: from } = config;
      const gateway = proxyTo({ url, from }, log);
      app.use(gateway.requests);
      app.use(securityHeaders());
      app.use(serveApp(config.APP_ROOT, name));
      finishHttpApp(app, log);
      const http = await listen(app, { host: config.HOST, port: config.PORT });
      http.server.on("upgrade", gateway.upgrade);
      cutSockets = gateway.close;
      open.push(http);
      // The app itself needs nothing: without the gateway it still tells people so.
      open.push(await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks: {} }));
      log.info({ url: this.url() }, `${name} serves`);
    },
    async stop() {
      cutSockets();
      for (const server of open.splice(0)) await server.close();
    },
  };
}
