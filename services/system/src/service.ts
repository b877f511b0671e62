import { LongRunner } from "@agentos/action-kit/long/long-runner";
import { serveActions } from "@agentos/action-kit/serve-actions";
import { waitForSchema } from "@agentos/database/migrate";
import { managerActions } from "@agentos/manager-kit/manager-actions";
import { startManagers } from "@agentos/manager-kit/start-managers";
import { serveHealth } from "@agentos/messaging/serve-health";
import { pingNats } from "@agentos/messaging/connect";
import { runRelay } from "@agentos/messaging/relay";
import { serveParts } from "@agentos/messaging/serve-snapshot";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { serve } from "@agentos/messaging/request";
import { listen } from "@agentos/service-kit/http/server";
import { serveOps } from "@agentos/service-kit/ops";
import { defineService } from "@agentos/service-kit/service";
import { systemActions } from "./actions/actions.ts";
import { longActions } from "./actions/long-actions.ts";
import type { Config } from "./config.ts";
import { getSwitches } from "@agentos/contracts/messages/system";
import { createContext, serviceName, type Context } from "./context.ts";
import { readSwitches } from "./controls/switches.ts";
import { migrationsDirectory } from "./db/migrations-directory.ts";
import { systemManagers } from "./managers.ts";
import { systemPartReaders } from "./snapshot/parts.ts";

/** The care of the system as a service: configuration, backups, logs, alerts, analytics, and the database. */
export function createService(config: Config, overrides: Partial<Context> = {}) {
  return defineService(serviceName, async ({ signal, onStop }) => {
    const context = await createContext(config, overrides);
    onStop(() => context.close());
    const { pool, log, db, nc, metrics, store } = context;
    await waitForSchema({ pool, directory: migrationsDirectory, signal, log });
    const app = createHttpApp({ log, metrics });
    finishHttpApp(app, log);
    const http = await listen(app, { host: config.HOST, port: config.PORT });
    onStop(() => http.close());
    const acting = { owner: serviceName, nc, db, log } as const;
    const long = new LongRunner<typeof serviceName>({ db, log, signal, actions: longActions(context) });
    const loops = [runRelay({ owner: serviceName, db, pool, nc, signal, log }), long.resumeLeft()];
    onStop(() => Promise.all(loops));
    const works = systemManagers(context);
    const managers = await startManagers({ ...acting, metrics, instance: config.INSTANCE, works });
    onStop(() => managers.stop());
    const handlers = { ...systemActions(context), ...long.handlers(), ...managerActions(acting) };
    const actions = serveActions({ ...acting, handlers });
    onStop(() => actions.drain());
    const parts = serveParts(acting, serviceName, systemPartReaders(context));
    onStop(() => parts.drain());
    const switches = serve(nc, getSwitches, log, () => readSwitches(db));
    onStop(() => switches.drain());
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
