import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings } from "@agentos/config-kit/live-settings";
import { clipOperations } from "@agentos/contracts/api/clips";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { queueOperations } from "@agentos/contracts/api/queue";
import type { RequestContract } from "@agentos/contracts/messages/message-contract";
import * as messages from "@agentos/contracts/messages/jobs";
import { assertSchemaVersion } from "@agentos/database/migrate";
import { referencedFiles } from "@agentos/contracts/messages/files";
import { readReferencedFiles } from "./db/referenced-files.ts";
import { serveHealth } from "@agentos/messaging/serve-health";
import { pingNats } from "@agentos/messaging/connect";
import { serveHistory } from "@agentos/messaging/event-history";
import { Presence } from "@agentos/messaging/presence";
import { runRelay } from "@agentos/messaging/relay";
import { serveParts, serveRows } from "@agentos/messaging/serve-snapshot";
import { serve } from "@agentos/messaging/request";
import { BulkRunner } from "@agentos/action-kit/bulk/bulk-runner";
import { managerActions } from "@agentos/manager-kit/manager-actions";
import { startManagers } from "@agentos/manager-kit/start-managers";
import { serveActions } from "@agentos/action-kit/serve-actions";
import { createHttpApp, finishHttpApp } from "@agentos/service-kit/http/app";
import { createCallerVerifier } from "@agentos/service-kit/http/caller";
import { isAway } from "@agentos/service-kit/http/errors";
import { mountOperations } from "@agentos/service-kit/http/routes";
import { listen, type HttpServer } from "@agentos/service-kit/http/server";
import { pause } from "@agentos/service-kit/loop";
import { serveOps } from "@agentos/service-kit/ops";
import type { Service } from "@agentos/service-kit/service";
import type { z } from "zod";
import type { Config } from "./config.ts";
import { jobActions } from "./actions/actions.ts";
import { bulkActions } from "./actions/bulk-actions.ts";
import { createContext, type Context } from "./context.ts";
import { migrationsDirectory, schema } from "./db/migrations-directory.ts";
import { ensureQueues } from "./db/queue-state.ts";
import { claimSteps } from "./queue/claim.ts";
import { completeAttempt } from "./queue/complete.ts";
import { createFromUpload } from "./queue/create-from-upload.ts";
import { failAttempt } from "./queue/fail.ts";
import { releaseAttempt } from "./queue/release.ts";
import { renewLeasesOf } from "./queue/renew.ts";
import { clipRoutes } from "./routes/clips.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { getQueue } from "./queue/get-queue.ts";
import { queueRoutes } from "./routes/queue.ts";
import { jobsPartReaders } from "./snapshot/parts.ts";
import { jobsRowReaders } from "./snapshot/rows.ts";
import { sweepAttempts } from "./loops/janitor.ts";
import { keepQueues } from "./loops/queue-keeper.ts";
import { keepTallies } from "./loops/tally-keeper.ts";
import { jobSettings } from "./settings.ts";
import { jobManagers } from "./managers.ts";

const retryMs = 1000;

/** Jobs as a service: the API, the queue, and the loops that keep it going. */
export function createService(
  started: Config,
  overrides: Partial<Context> = {},
): Service & { address(): { port: number; opsPort: number } } {
  const settings = new LiveSettings(schema, started, jobSettings);
  const stopping = new AbortController();
  const closers: (() => Promise<unknown>)[] = [];
  let http: HttpServer | undefined;
  let ops: HttpServer | undefined;
  return {
    name: schema,
    address: () => ({ port: http?.port ?? 0, opsPort: ops?.port ?? 0 }),
    async start() {
      const context = await createContext(settings.config, overrides);
      closers.push(() => context.close());
      await waitForSchema(context, stopping.signal);
      http = await serveHttp(context);
      closers.push(http.close);
      ops = await serveProbes(context);
      closers.push(ops.close);
      const { db, log } = context;
      const bulk = new BulkRunner<"jobs">({ db, log, signal: stopping.signal, actions: bulkActions(context) });
      closers.push(serveQueue(context, bulk));
      const { nc } = context;
      // Once it has started, whoever asks is heard.
      await nc.flush();
      const following = followSettings({ settings, nc, log, signal: stopping.signal });
      closers.push(() => following);
      closers.push(startLoops(context, bulk, stopping.signal));
      closers.push(await runManagers(context));
    },
    async stop() {
      stopping.abort();
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}

/** A database that is away is waited for; one with another schema ends the start. */
async function waitForSchema({ pool, db, log }: Context, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await assertSchemaVersion(pool, migrationsDirectory);
      await ensureQueues(db);
      return;
    } catch (error) {
      if (!isAway(error)) throw error;
      log.warn({ err: error }, "waiting for the database");
      await pause(retryMs, signal);
    }
  }
}

function serveHttp(context: Context): Promise<HttpServer> {
  const { config, log, metrics } = context;
  const app = createHttpApp({ log, metrics });
  const verifyCaller = createCallerVerifier(config.CALLER_PUBLIC_KEY);
  mountOperations(app, jobOperations, jobRoutes(context), verifyCaller);
  mountOperations(app, clipOperations, clipRoutes(context), verifyCaller);
  mountOperations(app, queueOperations, queueRoutes(context), verifyCaller);
  finishHttpApp(app, log);
  return listen(app, { host: config.HOST, port: config.PORT });
}

function serveProbes({ config, metrics, pool, nc, store, log }: Context): Promise<HttpServer> {
  const checks = {
    database: async () => void (await pool.query("select 1")),
    nats: () => pingNats(nc),
    storage: () => store.ping(),
  };
  serveHealth({ nc, log }, "jobs", checks);
  return serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
}

/** Answers workers and uploads; the returned function takes nothing new and waits for the answers under way. */
function serveQueue(context: Context, bulk: BulkRunner<"jobs">): () => Promise<unknown> {
  const { nc, log, db } = context;
  const handlers = { ...jobActions(context, bulk), ...managerActions({ owner: "jobs", nc, log, db }) };
  const underway = new Set<Promise<unknown>>();
  const track = <T>(answer: Promise<T>): Promise<T> => {
    underway.add(answer);
    return answer.finally(() => underway.delete(answer));
  };
  const on = <Request extends z.ZodType, Reply extends z.ZodType>(
    contract: RequestContract<Request, Reply>,
    handle: (context: Context, request: z.output<Request>) => Promise<z.input<Reply>>,
  ) => serve(nc, contract, log, (request) => track(handle(context, request)));
  const subscriptions = [
    on(messages.claim, claimSteps),
    on(messages.renew, renewLeasesOf),
    on(messages.complete, completeAttempt),
    on(messages.fail, failAttempt),
    on(messages.release, releaseAttempt),
    on(messages.createFromUpload, createFromUpload),
    on(messages.getQueue, getQueue),
    on(referencedFiles.jobs, readReferencedFiles),
    serveActions({ owner: "jobs", nc, db, log, handlers, track }),
    serveParts({ nc, log }, "jobs", jobsPartReaders(context)),
    serveRows({ nc, log }, "jobs", jobsRowReaders(context)),
    serveHistory({ nc, log, db }, "jobs"),
  ];
  return async () => {
    await Promise.all(subscriptions.map((subscription) => subscription.drain()));
    await Promise.allSettled(underway);
  };
}

/** Starts the loops; the returned function waits for their end, once the signal has aborted. */
function startLoops(context: Context, bulk: BulkRunner<"jobs">, signal: AbortSignal): () => Promise<unknown> {
  const { db, pool, nc, log } = context;
  const loops = [
    runRelay({ owner: schema, db, pool, nc, signal, log }),
    sweepAttempts(context, signal),
    keepQueues(context, signal),
    keepTallies(context, signal),
    bulk.resumeLeft(),
  ];
  return () => Promise.all(loops);
}

async function runManagers(context: Context): Promise<() => Promise<unknown>> {
  const { db, nc, log, metrics, config } = context;
  const works = jobManagers(context, new Presence(nc));
  const managers = await startManagers({ owner: "jobs", db, nc, log, metrics, instance: config.INSTANCE, works });
  return () => managers.stop();
}
