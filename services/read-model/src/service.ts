import { snapshotPace } from "@agentos/contracts/snapshot/snapshot";
import { pingNats } from "@agentos/messaging/connect";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { listen } from "@agentos/service-kit/http/server";
import { repeat } from "@agentos/service-kit/loop";
import { serveOps } from "@agentos/service-kit/ops";
import { defineService } from "@agentos/service-kit/service";
import type { Config } from "./config.ts";
import { createContext, serviceName, type Context } from "./context.ts";
import { dispatchEvents } from "./dispatcher/event-dispatcher.ts";
import { startHub } from "./hub/start-hub.ts";
import { serveSnapshot } from "./routes/ssot.ts";
import { SnapshotBuilder } from "./snapshot/builder.ts";

/** What everybody reads, as a service: the snapshot, its builder, and the sockets. */
export function createService(config: Config, overrides: Partial<Context> = {}) {
  return defineService(serviceName, async ({ signal, onStop }) => {
    const context = await createContext(config, overrides);
    onStop(() => context.close());
    const { log, nc, metrics, access } = context;
    const app = createHttpApp({ log, metrics });
    serveSnapshot(app, context);
    finishHttpApp(app, log);
    const http = await listen(app, { host: config.HOST, port: config.PORT });
    onStop(() => http.close());
    const hub = await startHub(context, http.server, onStop);
    const builder = new SnapshotBuilder(context);
    const deaf = dispatchEvents(context.feed, (sections) => {
      builder.build(sections).catch((error: unknown) => log.warn({ err: error }, "the snapshot was not built"));
    });
    onStop(async () => deaf());
    const loops = [
      access.run(signal),
      repeat({ name: "warm", everyMs: snapshotPace.warmMs, signal, log, work: () => builder.build() }),
    ];
    onStop(() => Promise.all(loops));
    const checks = { nats: () => pingNats(nc), access: async () => access.requireKnown() };
    const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
    onStop(() => ops.close());
    return { port: http.port, opsPort: ops.port, wsPort: hub.port };
  });
}
