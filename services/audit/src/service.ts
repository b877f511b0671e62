import { LongRunner } from "@agentos/action-kit/long/long-runner";
import { serveActions } from "@agentos/action-kit/serve-actions";
import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings } from "@agentos/config-kit/live-settings";
import { waitForSchema } from "@agentos/database/migrate";
import { managerActions } from "@agentos/manager-kit/manager-actions";
import { startManagers } from "@agentos/manager-kit/start-managers";
import { serveHealth } from "@agentos/messaging/serve-health";
import { pingNats } from "@agentos/messaging/connect";
import { runRelay } from "@agentos/messaging/relay";
import { serveParts, serveRows } from "@agentos/messaging/serve-snapshot";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { listen } from "@agentos/service-kit/http/server";
import { serveOps } from "@agentos/service-kit/ops";
import { defineService } from "@agentos/service-kit/service";
import { auditActions, longAuditActions } from "./actions/actions.ts";
import type { Config } from "./config.ts";
import { createContext, serviceName, type Context } from "./context.ts";
import { migrationsDirectory } from "./db/migrations-directory.ts";
import { runSigner } from "./heads/sign-heads.ts";
import { auditManagers } from "./managers.ts";
import { auditSettings } from "./settings.ts";
import { auditPartReaders } from "./snapshot/parts.ts";
import { auditRowReaders } from "./snapshot/rows.ts";

export function createService(started: Config, overrides: Partial<Context> = {}) {
  return defineService(serviceName, async ({ signal, onStop }) => {
    const settings = new LiveSettings(serviceName, started, auditSettings);
    const { config } = settings;
    const context = await createContext(config, overrides);
    onStop(() => context.close());
    const { pool, log, db, nc, metrics } = context;
    await waitForSchema({ pool, directory: migrationsDirectory, signal, log });
    const app = createHttpApp({ log, metrics });
    finishHttpApp(app, log);
    const http = await listen(app, { host: config.HOST, port: config.PORT });
    onStop(() => http.close());
    const acting = { owner: serviceName, nc, db, log } as const;
    const managers = await startManagers({
      ...acting,
      metrics,
      instance: config.INSTANCE,
      works: auditManagers(context),
    });
    const sequenced = Promise.withResolvers<void>();
    const long = new LongRunner<typeof serviceName>({ db, log, signal, actions: longAuditActions(context) });
    const loops = [
      long.resumeLeft(),
      runRelay({ owner: serviceName, db, pool, nc, signal, log }),
      runSigner(context, signal, sequenced.promise),
      followSettings({ settings, nc, log, signal }),
    ];
    onStop(() => Promise.all(loops));
    onStop(() => managers.stop().finally(sequenced.resolve));
    const handlers = { ...auditActions(context), ...long.handlers(), ...managerActions(acting) };
    const actions = serveActions({ ...acting, handlers });
    onStop(() => actions.drain());
    const shown = [
      serveParts(acting, serviceName, auditPartReaders(context)),
      serveRows(acting, serviceName, auditRowReaders(context)),
    ];
    onStop(() => Promise.all(shown.map((one) => one.drain())));
    // Once it has started, whoever asks is heard.
    await nc.flush();
    const checks = { database: async () => void (await pool.query("select 1")), nats: () => pingNats(nc) };
    serveHealth(context, serviceName, checks);
    const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
    onStop(() => ops.close());
    return { port: http.port, opsPort: ops.port };
  });
}
