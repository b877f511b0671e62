import { waitForSchema } from "@agentos/database/migrate";
import { pingNats } from "@agentos/messaging/connect";
import { runRelay } from "@agentos/messaging/relay";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { listen } from "@agentos/service-kit/http/server";
import { serveOps } from "@agentos/service-kit/ops";
import { defineService } from "@agentos/service-kit/service";
import type { Config } from "./config.ts";
import { createContext, serviceName, type Context } from "./context.ts";
import { migrationsDirectory } from "./db/migrations-directory.ts";
import { runLoops } from "./loops.ts";

export function createService(config: Config, overrides: Partial<Context> = {}) {
  return defineService(serviceName, async ({ signal, onStop }) => {
    const context = await createContext(config, overrides);
    onStop(() => context.close());
    const { pool, log, db, nc, metrics } = context;
    await waitForSchema({ pool, directory: migrationsDirectory, signal, log });
    const app = createHttpApp({ log, metrics });
    finishHttpApp(app, log);
    const http = await listen(app, { host: config.HOST, port: config.PORT });
    onStop(() => http.close());
    const loops = Promise.all([runRelay({ owner: serviceName, db, pool, nc, signal, log }), runLoops(context, signal)]);
    onStop(() => loops);
    const checks = { database: async () => void (await pool.query("select 1")), nats: () => pingNats(nc) };
    const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
    onStop(() => ops.close());
    return { port: http.port, opsPort: ops.port };
  });
}
