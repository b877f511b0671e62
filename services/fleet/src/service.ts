import { LongRunner } from "@agentos/action-kit/long/long-runner";
import { serveActions } from "@agentos/action-kit/serve-actions";
import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings } from "@agentos/config-kit/live-settings";
import { agentOperations } from "@agentos/contracts/api/agents";
import { heartbeat } from "@agentos/contracts/messages/fleet";
import { waitForSchema } from "@agentos/database/migrate";
import { managerActions } from "@agentos/manager-kit/manager-actions";
import { startManagers, type RunningManagers } from "@agentos/manager-kit/start-managers";
import { serveHealth } from "@agentos/messaging/serve-health";
import { pingNats } from "@agentos/messaging/connect";
import { serveHistory } from "@agentos/messaging/event-history";
import { runRelay } from "@agentos/messaging/relay";
import { serveParts, serveRows } from "@agentos/messaging/serve-snapshot";
import { serve } from "@agentos/messaging/request";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { createCallerVerifier } from "@agentos/service-kit/http/caller";
import { mountOperations } from "@agentos/service-kit/http/routes";
import { listen, type HttpServer } from "@agentos/service-kit/http/server";
import { serveOps } from "@agentos/service-kit/ops";
import { defineService } from "@agentos/service-kit/service";
import { fleetActions, longFleetActions } from "./actions/actions.ts";
import type { Config } from "./config.ts";
import { createContext, serviceName, type Context } from "./context.ts";
import { migrationsDirectory } from "./db/migrations-directory.ts";
import { runReplicaKeeper } from "./loops/keep-replicas.ts";
import { fleetManagers } from "./managers.ts";
import { reconcile } from "./operations/reconcile.ts";
import { ensureAgents } from "./registry/agents.ts";
import { takeHeartbeat } from "./registry/take-heartbeat.ts";
import { agentRoutes } from "./routes/agents.ts";
import { fleetPartReaders } from "./snapshot/parts.ts";
import { fleetRowReaders } from "./snapshot/rows.ts";
import { watchFleet } from "./watch/watch-fleet.ts";

/** Fleet as a service: the registry of workers, what is wanted of them, and the loops that bring it about. */
export function createService(started: Config, overrides: Partial<Context> = {}) {
  return defineService(serviceName, async ({ signal, onStop }) => {
    const settings = new LiveSettings(serviceName, started, {});
    const { config } = settings;
    const context = await createContext(config, overrides);
    onStop(() => context.close());
    const { pool, log, db, nc, metrics } = context;
    await waitForSchema({ pool, directory: migrationsDirectory, signal, log });
    await ensureAgents(db);
    const http = await serveHttp(context);
    onStop(() => http.close());
    const long = new LongRunner<typeof serviceName>({ db, log, signal, actions: longFleetActions(context) });
    const loops = [
      long.resumeLeft(),
      runRelay({ owner: serviceName, db, pool, nc, signal, log }),
      reconcile(context, signal),
      runReplicaKeeper(context, signal),
      watchFleet(context, signal),
      followSettings({ settings, nc, log, signal }),
    ];
    onStop(() => Promise.all(loops));
    const managers = await runManagers(context);
    onStop(() => managers.stop());
    onStop(serveMessages(context, long.handlers()));
    // Once it has started, whoever asks is heard.
    await nc.flush();
    const checks = { database: async () => void (await pool.query("select 1")), nats: () => pingNats(nc) };
    serveHealth(context, serviceName, checks);
    const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
    onStop(() => ops.close());
    return { port: http.port, opsPort: ops.port };
  });
}

function serveHttp(context: Context): Promise<HttpServer> {
  const { config, log, metrics } = context;
  const app = createHttpApp({ log, metrics });
  mountOperations(app, agentOperations, agentRoutes(context), createCallerVerifier(config.CALLER_PUBLIC_KEY));
  finishHttpApp(app, log);
  return listen(app, { host: config.HOST, port: config.PORT });
}

function runManagers(context: Context): Promise<RunningManagers> {
  const { nc, log, db, metrics, config } = context;
  const works = fleetManagers(context);
  return startManagers({ owner: serviceName, nc, db, log, metrics, instance: config.INSTANCE, works });
}

/** Answers workers and the dispatcher; the returned function takes nothing new and waits for the answers under way. */
function serveMessages(context: Context, long: object): () => Promise<unknown> {
  const { nc, log, db } = context;
  const handlers = { ...fleetActions(context), ...long, ...managerActions({ owner: serviceName, nc, log, db }) };
  const underway = new Set<Promise<unknown>>();
  const subscriptions = [
    serve(nc, heartbeat, log, (report) => {
      const answer = takeHeartbeat(context, report);
      underway.add(answer);
      return answer.finally(() => underway.delete(answer));
    }),
    serveActions({ owner: serviceName, nc, db, log, handlers }),
    serveParts({ nc, log }, serviceName, fleetPartReaders(context)),
    serveRows({ nc, log }, serviceName, fleetRowReaders(context)),
    serveHistory({ nc, log, db }, serviceName),
  ];
  return async () => {
    await Promise.all(subscriptions.map((subscription) => subscription.drain()));
    await Promise.allSettled(underway);
  };
}
