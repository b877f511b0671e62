import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings } from "@agentos/config-kit/live-settings";
import { serveHealth } from "@agentos/messaging/serve-health";
import { pingNats } from "@agentos/messaging/connect";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { listen } from "@agentos/service-kit/http/server";
import { serveOps } from "@agentos/service-kit/ops";
import { defineService } from "@agentos/service-kit/service";
import type { Config } from "./config.ts";
import { createContext, serviceName, type Context } from "./context.ts";
import { startHub } from "./hub/start-hub.ts";
import { readModelSettings } from "./settings.ts";
import { mountSnapshot } from "./routes/ssot.ts";
import { followOwners } from "./snapshot/follow-owners.ts";

/** What everybody reads, as a service: the snapshot, its builder, and the sockets. */
export function createService(started: Config, overrides: Partial<Context> = {}) {
  return defineService(serviceName, async ({ signal, onStop }) => {
    const settings = new LiveSettings(serviceName, started, readModelSettings);
    const { config } = settings;
    const context = await createContext(config, overrides);
    onStop(() => context.close());
    const { log, nc, metrics, access } = context;
    const snapshot = followOwners(context);
    onStop(async () => snapshot.deaf());
    const app = createHttpApp({ log, metrics });
    mountSnapshot(app, context, snapshot);
    finishHttpApp(app, log);
    const http = await listen(app, { host: config.HOST, port: config.PORT });
    onStop(() => http.close());
    const hub = await startHub(context, onStop);
    const loops = [access.run(signal), snapshot.duty.run(signal), followSettings({ settings, nc, log, signal })];
    onStop(() => Promise.all(loops));
    const checks = { nats: () => pingNats(nc), access: async () => access.requireKnown() };
    serveHealth(context, serviceName, {
      ...checks,
      redis: async () => void (await context.redis.get(`${serviceName}:health`)),
    });
    const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
    onStop(() => ops.close());
    return { port: http.port, opsPort: ops.port, wsPort: hub.port };
  });
}
