import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings } from "@agentos/config-kit/live-settings";
import { analyticsOperations } from "@agentos/contracts/api/analytics";
import { LongRunner } from "@agentos/action-kit/long/long-runner";
import { serveActions } from "@agentos/action-kit/serve-actions";
import { waitForSchema } from "@agentos/database/migrate";
import { managerActions } from "@agentos/manager-kit/manager-actions";
import { startManagers } from "@agentos/manager-kit/start-managers";
import { serveHealth } from "@agentos/messaging/serve-health";
import { pingNats } from "@agentos/messaging/connect";
import { runRelay } from "@agentos/messaging/relay";
import { serveParts, serveRows } from "@agentos/messaging/serve-snapshot";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { createCallerVerifier } from "@agentos/service-kit/http/caller";
import { mountOperations } from "@agentos/service-kit/http/routes";
import { serve } from "@agentos/messaging/request";
import { listen } from "@agentos/service-kit/http/server";
import { serveOps } from "@agentos/service-kit/ops";
import { defineService } from "@agentos/service-kit/service";
import { countEvents } from "./analytics/count-events.ts";
import { analyticsRoutes } from "./analytics/routes.ts";
import { systemActions } from "./actions/actions.ts";
import { longActions } from "./actions/long-actions.ts";
import { hearWorkers } from "./alerts/hear-workers.ts";
import type { Config } from "./config.ts";
import { getSwitches } from "@agentos/contracts/messages/system";
import { createContext, serviceName, type Context } from "./context.ts";
import { readSwitches } from "./controls/switches.ts";
import { migrationsDirectory } from "./db/migrations-directory.ts";
import { systemManagers } from "./managers.ts";
import { collectLogs } from "./logs/collect-logs.ts";
import { serveSettings, tellVersion } from "./config/serve-settings.ts";
import { systemSettings } from "./config/system-settings.ts";
import { systemPartReaders } from "./snapshot/parts.ts";
import { systemRowReaders } from "./snapshot/rows.ts";
import { requireUsable } from "./webhooks/destinations.ts";
import { runCourier } from "./webhooks/courier.ts";

/** The care of the system as a service: configuration, backups, logs, alerts, analytics, and the database. */
export function createService(started: Config, overrides: Partial<Context> = {}) {
  return defineService(serviceName, async ({ signal, onStop }) => {
    requireUsable(started.WEBHOOKS, started.WEBHOOK_PORTS);
    const settings = new LiveSettings(serviceName, started, systemSettings);
    const { config } = settings;
    const context = await createContext(config, overrides);
    onStop(() => context.close());
    const { pool, log, db, nc, metrics, store } = context;
    await waitForSchema({ pool, directory: migrationsDirectory, signal, log });
    const app = createHttpApp({ log, metrics });
    const verifyCaller = createCallerVerifier(config.CALLER_PUBLIC_KEY);
    mountOperations(app, analyticsOperations, analyticsRoutes(context), verifyCaller);
    finishHttpApp(app, log);
    const http = await listen(app, { host: config.HOST, port: config.PORT });
    onStop(() => http.close());
    const acting = { owner: serviceName, nc, db, log } as const;
    const long = new LongRunner<typeof serviceName>({ db, log, signal, actions: longActions(context) });
    const loops = [
      runRelay({ owner: serviceName, db, pool, nc, signal, log }),
      long.resumeLeft(),
      runCourier(context, signal),
      countEvents(context, signal),
      tellVersion(context, signal),
      followSettings({ settings, nc, log, signal }),
    ];
    onStop(() => Promise.all(loops));
    const works = systemManagers(context);
    const managers = await startManagers({ ...acting, metrics, instance: config.INSTANCE, works });
    onStop(() => managers.stop());
    const handlers = { ...systemActions(context), ...long.handlers(), ...managerActions(acting) };
    const actions = serveActions({ ...acting, handlers });
    onStop(() => actions.drain());
    const heard = [
      serveParts(acting, serviceName, systemPartReaders(context)),
      serveRows(acting, serviceName, systemRowReaders(context)),
      serve(nc, getSwitches, log, () => readSwitches(db)),
      serveSettings(context),
      hearWorkers(context),
      collectLogs(context),
    ];
    for (const one of heard) onStop(() => one.drain());
    // Once it has started, whoever asks is heard.
    await nc.flush();
    const checks = {
      database: async () => void (await pool.query("select 1")),
      nats: () => pingNats(nc),
      storage: () => store.ping(),
    };
    serveHealth(context, serviceName, checks);
    const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
    onStop(() => ops.close());
    return { port: http.port, opsPort: ops.port };
  });
}
