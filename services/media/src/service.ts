import path from "node:path";
import { randomUUID } from "node:crypto";
import { stageByName } from "@agentos/contracts/stages/stages";
import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings } from "@agentos/config-kit/live-settings";
import { connectNats, pingNats } from "@agentos/messaging/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { createMetrics } from "@agentos/service-kit/metrics";
import { serveOps } from "@agentos/service-kit/ops";
import type { Service } from "@agentos/service-kit/service";
import type { StageDefinition } from "@agentos/stage-kit/stage";
import { createFleetPort } from "@agentos/stage-kit/fleet-port";
import { createRunTool } from "@agentos/stage-kit/tools";
import { Worker } from "@agentos/stage-kit/worker";
import { createFileStore } from "@agentos/storage/file-store";
import type { Config } from "./config.ts";
import { stageFactories } from "./stages.ts";

/** A worker of one stage, as a service. */
export function createService(started: Config): Service {
  const settings = new LiveSettings("media", started, {});
  const { config } = settings;
  const stopping = new AbortController();
  const log = createLogger({ service: `media/${config.STAGE}`, instance: config.INSTANCE, level: config.LOG_LEVEL });
  const closers: (() => Promise<unknown>)[] = [];
  return {
    name: `media/${config.STAGE}`,
    async start() {
      const metrics = createMetrics("media");
      const store = createFileStore({ inputRoot: config.STORAGE_ROOT_INPUT, outputRoot: config.STORAGE_ROOT_OUTPUT });
      const nc = await connectNats({
        url: config.NATS_URL,
        service: "media",
        user: config.NATS_USER,
        password: config.NATS_PASSWORD,
        log,
      });
      closers.push(() => nc.close());
      const following = followSettings({ settings, nc, log, signal: stopping.signal });
      closers.push(() => following);
      const name = config.INSTANCE.startsWith(config.STAGE) ? config.INSTANCE : `${config.STAGE}-${config.INSTANCE}`;
      const worker = new Worker({
        definition: stageFactories[config.STAGE](config) as StageDefinition,
        // A new name at each start: a restarted worker must not pass for the one that died.
        workerId: `${name}-${randomUUID().slice(0, 8)}`,
        slot: config.INSTANCE,
        fleet: createFleetPort(nc, log),
        concurrency: config.CONCURRENCY ?? stageByName(config.STAGE).concurrency,
        nc,
        store,
        tempRoot: path.join(config.TEMP_ROOT, name),
        runTool: createRunTool(config.PATH),
        log,
        metrics,
      });
      const checks = { nats: () => pingNats(nc), storage: () => store.ping(), programs: async () => worker.checkFit() };
      const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
      closers.push(() => ops.close());
      await worker.start();
      closers.push(() => worker.stop());
    },
    async stop() {
      stopping.abort();
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}
