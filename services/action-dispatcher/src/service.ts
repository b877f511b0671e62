import { serveActions } from "@agentos/action-kit/serve-actions";
import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings } from "@agentos/config-kit/live-settings";
import { waitForSchema } from "@agentos/database/migrate";
import { managerActions } from "@agentos/manager-kit/manager-actions";
import { startManagers } from "@agentos/manager-kit/start-managers";
import { serveHealth } from "@agentos/messaging/serve-health";
import { pingNats } from "@agentos/messaging/connect";
import { serve } from "@agentos/messaging/request";
import { runRelay } from "@agentos/messaging/relay";
import { serveParts } from "@agentos/messaging/serve-snapshot";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { createCallerVerifier } from "@agentos/service-kit/http/caller";
import { mountOperations } from "@agentos/service-kit/http/routes";
import { listen } from "@agentos/service-kit/http/server";
import { serveOps } from "@agentos/service-kit/ops";
import { defineService } from "@agentos/service-kit/service";
import { forgetReplies } from "@agentos/contracts/messages/caches";
import { adminOperations } from "@agentos/contracts/api/admin";
import { agentActionOperations } from "@agentos/contracts/api/agent-actions";
import { jobActionOperations } from "@agentos/contracts/api/job-actions";
import type { Config } from "./config.ts";
import { createContext, serviceName, type Context } from "./context.ts";
import { migrationsDirectory } from "./db/migrations-directory.ts";
import { dispatcherActions } from "./actions/actions.ts";
import { dispatcherManagers } from "./managers/managers.ts";
import { adminHandlers } from "./routes/admin.ts";
import { auditUnreadable } from "./routes/audit-unreadable.ts";
import { dispatcherSettings } from "./settings.ts";
import { dispatcherPartReaders } from "./snapshot/parts.ts";
import { agentActionHandlers, jobActionHandlers } from "./routes/named-actions.ts";

export function createService(started: Config, overrides: Partial<Context> = {}) {
  return defineService(serviceName, async ({ signal, onStop }) => {
    const settings = new LiveSettings(serviceName, started, dispatcherSettings);
    const { config } = settings;
    const context = await createContext(config, overrides);
    onStop(() => context.close());
    const { pool, log, db, nc, metrics, replies } = context;
    await waitForSchema({ pool, directory: migrationsDirectory, signal, log });
    onStop(() => tellRefusals(context));
    const following = followSettings({ settings, nc, log, signal });
    onStop(() => following);
    const acting = { owner: serviceName, nc, db, log } as const;
    serveActions({ ...acting, handlers: { ...dispatcherActions(context), ...managerActions(acting) } });
    serve(nc, forgetReplies, log, async () => ({ removed: await replies.clear() }));
    serveParts(acting, serviceName, dispatcherPartReaders(context));
    const app = createHttpApp({ log, metrics });
    const verifyCaller = createCallerVerifier(config.CALLER_PUBLIC_KEY);
    mountOperations(app, adminOperations, adminHandlers(context), verifyCaller);
    mountOperations(app, jobActionOperations, jobActionHandlers(context), verifyCaller);
    mountOperations(app, agentActionOperations, agentActionHandlers(context), verifyCaller);
    app.use(auditUnreadable(context, verifyCaller));
    finishHttpApp(app, log);
    const http = await listen(app, { host: config.HOST, port: config.PORT });
    onStop(() => http.close());
    const relay = runRelay({ owner: serviceName, db, pool, nc, signal, log });
    onStop(() => relay);
    const works = dispatcherManagers(context);
    const managers = await startManagers({ ...acting, metrics, instance: config.INSTANCE, works });
    onStop(() => managers.stop());
    const checks = { database: async () => void (await pool.query("select 1")), nats: () => pingNats(nc) };
    serveHealth(context, serviceName, {
      ...checks,
      redis: async () => void (await context.redis.get(`${serviceName}:health`)),
    });
    const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
    onStop(() => ops.close());
    return { port: http.port, opsPort: ops.port };
  });
}

/** What was only counted so far; where the database is away, the next one to start tells it. */
async function tellRefusals({ refusals, log }: Context): Promise<void> {
  try {
    await refusals.tell({ all: true });
  } catch (error) {
    log.warn({ err: error }, "refusals of this minute are told later");
  }
}
