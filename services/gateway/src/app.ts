import { systemOperations } from "@agentos/contracts/api/system";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { mountOperations } from "@agentos/service-kit/http/routes";
import type { Express } from "express";
import type { Context } from "./context.ts";
import type { TrustsProxy } from "./edge/client-address.ts";
import { checkRequest } from "./edge/check-request.ts";
import { crossOrigin } from "./edge/cross-origin.ts";
import { finishUpload } from "./edge/finish-upload.ts";
import { mediaHeaders, securityHeaders } from "./edge/security-headers.ts";
import { docsRouter } from "./docs/docs-router.ts";
import { systemHandlers } from "./routes/system-handlers.ts";
import { upstreamRouter, type Edge } from "./upstream/router.ts";

/** The gateway's HTTP side: what every request goes through, then the routes. */
export function createApp(context: Context, edge: Edge, trusts: TrustsProxy): Express {
  const { config, log, metrics } = context;
  const { rules, limitRequests } = edge;
  const app = createHttpApp({ log, metrics });
  // The address of a request is the first one, from the right, that is not a trusted proxy's.
  app.set("trust proxy", trusts);
  app.use(securityHeaders());
  app.use("/media", mediaHeaders());
  app.use(crossOrigin(config.CORS_ORIGINS), finishUpload, checkRequest);
  for (const operation of Object.values(systemOperations)) app.get(operation.path, limitRequests(rules.of(operation)));
  // Public operations only: nobody has to be verified.
  mountOperations(app, systemOperations, systemHandlers(context), async () => undefined);
  app.use(docsRouter(rules, limitRequests(rules.public)));
  app.use(upstreamRouter(context, edge));
  finishHttpApp(app, log);
  return app;
}
