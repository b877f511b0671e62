import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings } from "@agentos/config-kit/live-settings";
import { serveActions } from "@agentos/action-kit/serve-actions";
import { authOperations } from "@agentos/contracts/api/auth";
import { accessChanges, accessOf, getJwks, signingKeysChanged } from "@agentos/contracts/messages/identity";
import { assertSchemaVersion } from "@agentos/database/migrate";
import { serveHealth } from "@agentos/messaging/serve-health";
import { pingNats } from "@agentos/messaging/connect";
import { runRelay } from "@agentos/messaging/relay";
import { onHint, serve } from "@agentos/messaging/request";
import { serveParts, serveRows } from "@agentos/messaging/serve-snapshot";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { createCallerVerifier } from "@agentos/service-kit/http/caller";
import { isAway } from "@agentos/service-kit/http/errors";
import { mountOperations } from "@agentos/service-kit/http/routes";
import { listen, type HttpServer } from "@agentos/service-kit/http/server";
import { pause, repeat } from "@agentos/service-kit/loop";
import { serveOps } from "@agentos/service-kit/ops";
import type { Service } from "@agentos/service-kit/service";
import type { Subscription } from "@nats-io/transport-node";
import { identityActions } from "./actions/actions.ts";
import type { Config } from "./config.ts";
import { createContext, type Context } from "./context.ts";
import { readAccess, readAccessChanges } from "./db/access-changes.ts";
import { migrationsDirectory, schema } from "./db/migrations-directory.ts";
import { deleteOldRows } from "./db/old-rows.ts";
import { ensureDemoAccounts } from "./demo/demo-accounts.ts";
import { refreshEverySeconds } from "./keys/policy.ts";
import { authHandlers } from "./routes/auth-handlers.ts";
import { identitySettings } from "./settings.ts";
import { identityPartReaders } from "./snapshot/parts.ts";
import { identityRowReaders } from "./snapshot/rows.ts";

export type IdentityService = Service & { address(): { port: number; opsPort: number } };

/** Accounts, sessions and signing keys, as a service. */
export function createService(given: Config, overrides: Partial<Context> = {}): IdentityService {
  const settings = new LiveSettings(schema, given, identitySettings);
  const { config } = settings;
  const stopping = new AbortController();
  const closers: (() => Promise<unknown>)[] = [];
  let address: { port: number; opsPort: number } | undefined;
  return {
    name: schema,
    address() {
      if (!address) throw new Error("The service has not started.");
      return address;
    },
    async start() {
      const context = await createContext(config, overrides);
      closers.push(() => context.close());
      await prepare(context, stopping.signal);
      const http = await serveHttp(context);
      closers.push(() => http.close());
      const answers = answerServices(context);
      closers.push(async () => answers.forEach((one) => one.unsubscribe()));
      const { nc, log } = context;
      // Once it has started, whoever asks is heard.
      await nc.flush();
      const follows = followSettings({ settings, nc, log, signal: stopping.signal });
      const loops = Promise.all([runLoops(context, stopping.signal), follows]);
      closers.push(() => loops);
      const { pool } = context;
      const checks = { database: async () => void (await pool.query("select 1")), nats: () => pingNats(nc) };
      serveHealth(context, schema, checks);
      const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics: context.metrics, checks });
      closers.push(() => ops.close());
      address = { port: http.port, opsPort: ops.port };
      context.log.info({ port: http.port, ops_port: ops.port }, "serving");
    },
    async stop() {
      stopping.abort();
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}

/** Waits for the database as long as it is away; a schema of another version, or a wrong secret, ends the start. */
async function prepare(context: Context, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await assertSchemaVersion(context.pool, migrationsDirectory);
      await context.keys.refresh();
      if (context.config.DEMO_ACCOUNTS_FILE) await ensureDemoAccounts(context, context.config.DEMO_ACCOUNTS_FILE);
      return;
    } catch (error) {
      if (!isAway(error) || signal.aborted) throw error;
      context.log.warn({ err: error }, "the database is away");
      await pause(1000, signal);
    }
  }
}

function answerServices(context: Context): Subscription[] {
  const { nc, log, db, keys } = context;
  return [
    serveActions({ owner: schema, nc, db, log, handlers: identityActions(context) }),
    serveParts(context, schema, identityPartReaders(context)),
    serveRows(context, schema, identityRowReaders(context)),
    serve(nc, getJwks, log, () => keys.jwks()),
    onHint(nc, signingKeysChanged, log, () => {
      keys.refresh().catch((error: unknown) => log.warn({ err: error }, "the new key is read later"));
    }),
    serve(nc, accessChanges, log, ({ after }) => readAccessChanges(db, after)),
    serve(nc, accessOf, log, ({ user_id }) => readAccess(db, user_id)),
  ];
}

function serveHttp(context: Context): Promise<HttpServer> {
  const { config, log, metrics } = context;
  const app = createHttpApp({ log, metrics });
  mountOperations(app, authOperations, authHandlers(context), createCallerVerifier(config.CALLER_PUBLIC_KEY));
  finishHttpApp(app, log);
  return listen(app, { host: config.HOST, port: config.PORT });
}

async function runLoops(context: Context, signal: AbortSignal): Promise<void> {
  const { db, pool, nc, log, keys, lockout } = context;
  await Promise.all([
    runRelay({ owner: schema, db, pool, nc, signal, log }),
    repeat({ name: "keys", everyMs: refreshEverySeconds * 1000, signal, log, work: () => keys.refresh() }),
    repeat({
      name: "old rows",
      everyMs: 3_600_000,
      signal,
      log,
      work: async () => {
        log.info(await deleteOldRows(db, lockout.policy.forget), "old rows deleted");
      },
    }),
  ]);
}
