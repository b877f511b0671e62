import { uploadOperations } from "@agentos/contracts/api/upload";
import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings } from "@agentos/config-kit/live-settings";
import { assertSchemaVersion } from "@agentos/database/migrate";
import { serveHealth } from "@agentos/messaging/serve-health";
import { pingNats } from "@agentos/messaging/connect";
import { runRelay } from "@agentos/messaging/relay";
import { serveParts } from "@agentos/messaging/serve-snapshot";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { createCallerVerifier } from "@agentos/service-kit/http/caller";
import { isAway } from "@agentos/service-kit/http/errors";
import { mountOperations } from "@agentos/service-kit/http/routes";
import { listen, type HttpServer } from "@agentos/service-kit/http/server";
import { pause } from "@agentos/service-kit/loop";
import { serveOps } from "@agentos/service-kit/ops";
import type { Service } from "@agentos/service-kit/service";
import type { Config } from "./config.ts";
import { createContext, type Context } from "./context.ts";
import { migrationsDirectory, schema } from "./db/migrations-directory.ts";
import { runExpiry } from "./expire.ts";
import { serveReferenced } from "./referenced-files.ts";
import { serveFinished } from "./finished-uploads.ts";
import { uploadHandlers } from "./routes/handlers.ts";
import { uploadSettings } from "./settings.ts";
import { uploadsPartReaders } from "./snapshot/parts.ts";

export type UploadsService = Service & { address(): { port: number; opsPort: number } };

const schemaRetryMs = 1000;

/** The uploads service: chunks in any order, resumable, put together and handed over as jobs. */
export function createService(given: Config, overrides: Partial<Context> = {}): UploadsService {
  const settings = new LiveSettings(schema, given, uploadSettings);
  const { config } = settings;
  const stopping = new AbortController();
  /** What was started, in order; ended in reverse. */
  const started: (() => Promise<unknown>)[] = [];
  let ports = { port: 0, opsPort: 0 };
  return {
    name: schema,
    address: () => ports,
    async start() {
      const context = await createContext(config, stopping.signal, overrides);
      started.push(() => context.close());
      await requireSchema(context);
      const { nc, log } = context;
      const follows = followSettings({ settings, nc, log, signal: stopping.signal });
      const loops = Promise.all([runLoops(context), follows]);
      started.push(() => loops);
      const served = [
        serveFinished(context),
        serveReferenced(context),
        serveParts(context, schema, uploadsPartReaders(context)),
        serveHealth(context, schema, readinessChecks(context)),
      ];
      started.push(async () => (context.nc.isClosed() ? undefined : Promise.all(served.map((one) => one.drain()))));
      const api = await serveApi(context);
      started.push(() => api.close());
      const ops = await serveOps({
        host: config.HOST,
        port: config.OPS_PORT,
        metrics: context.metrics,
        checks: readinessChecks(context),
      });
      started.push(() => ops.close());
      ports = { port: api.port, opsPort: ops.port };
      context.log.info(ports, "serves");
    },
    async stop() {
      stopping.abort(new Error("the service stops"));
      for (const end of started.splice(0).toReversed()) await end();
    },
  };
}

function readinessChecks({ pool, nc, store }: Context): Record<string, () => Promise<void>> {
  return {
    database: async () => void (await pool.query("select 1")),
    nats: () => pingNats(nc),
    storage: () => store.ping(),
  };
}

/** Waits for the database; a schema of another version ends the start. */
async function requireSchema({ pool, log, stopping }: Context): Promise<void> {
  for (;;) {
    try {
      return await assertSchemaVersion(pool, migrationsDirectory);
    } catch (error) {
      if (!isAway(error) || stopping.aborted) throw error;
      log.warn({ err: error }, "waits for the database");
    }
    await pause(schemaRetryMs, stopping);
  }
}

function serveApi(context: Context): Promise<HttpServer> {
  const { config, log, metrics } = context;
  const app = createHttpApp({ log, metrics });
  mountOperations(app, uploadOperations, uploadHandlers(context), createCallerVerifier(config.CALLER_PUBLIC_KEY));
  finishHttpApp(app, log);
  return listen(app, { host: config.HOST, port: config.PORT });
}

async function runLoops(context: Context): Promise<void> {
  const { db, pool, nc, log, stopping: signal } = context;
  const events = db as unknown as Parameters<typeof runRelay>[0]["db"];
  await Promise.all([runRelay({ owner: schema, db: events, pool, nc, signal, log }), runExpiry(context, signal)]);
}
