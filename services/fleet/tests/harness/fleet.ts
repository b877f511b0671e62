import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { heartbeat, type Heartbeat } from "@agentos/contracts/messages/fleet";
import { subjectOf } from "@agentos/contracts/messages/message-contract";
import type { ServiceName } from "@agentos/contracts/services";
import { connectNats } from "@agentos/messaging/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { createFleetPort } from "@agentos/stage-kit/fleet-port";
import { createRunTool } from "@agentos/stage-kit/tools";
import { Worker } from "@agentos/stage-kit/worker";
import { createFileStore } from "@agentos/storage/file-store";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { createTestDatabase } from "@agentos/testkit/servers/test-database";
import type { NatsConnection } from "@nats-io/transport-node";
import { exportJWK, generateKeyPair } from "jose";
import { Pool } from "pg";
import { Registry } from "prom-client";
import { readConfig } from "../../src/config.ts";
import type { Context } from "../../src/context.ts";
import { createService } from "../../src/service.ts";
import { createActions, type Actions } from "./actions.ts";
import { createApi, type Api } from "./api.ts";
import { serveQueue, type TestQueue } from "./queue.ts";
import { createTestRuntime, type Startable, type TestRuntime } from "./runtime.ts";
import { createTestStage, testAgent, type TestStage } from "./stage.ts";
import { until } from "./until.ts";

export const quietLog = createLogger({ service: "test", instance: "test", level: "fatal" });

/** Fleet as a running service, with a runtime that starts real workers of a tiny stage in this process. */
export type TestFleet = {
  nats: TestNats;
  runtime: TestRuntime;
  stage: TestStage;
  queue: TestQueue;
  actions: Actions;
  /** As staff. */
  api: Api;
  /** As the maintenance role. */
  admin: Pool;
  connectAs(service: ServiceName): Promise<NatsConnection>;
  /** What workers report from now on, heard beside fleet. */
  overhearHeartbeats(): Promise<Heartbeat[]>;
  /** Starts that many workers without an action, and waits until they report and are ready. Returns their ids. */
  startWorkers(count: number): Promise<string[]>;
  /** The registry's rows of the test's agent, in the order of their slots. */
  workers(): Promise<WorkerState[]>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

export type WorkerState = { worker_id: string; slot: string; offline_reason: string | null; report: Heartbeat };

export async function startFleet(overrides: Partial<Context> = {}): Promise<TestFleet> {
  const [database, nats] = await Promise.all([createTestDatabase(), startNats()]);
  const folder = makeTempFolder("fleet");
  const connections: NatsConnection[] = [];
  const connectAs = async (service: ServiceName): Promise<NatsConnection> => {
    const nc = await connectNats({ ...nats.credentials(service), service, log: quietLog });
    connections.push(nc);
    return nc;
  };
  const [jobs, dispatcher] = await Promise.all([connectAs("jobs"), connectAs("action-dispatcher")]);
  const stage = createTestStage();
  const runtime = createTestRuntime((slot) => createWorker({ stage, folder, slot, connectAs }));
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const { url, user, password } = nats.credentials("fleet");
  const config = readConfig({
    DATABASE_URL: database.urlFor("fleet"),
    NATS_URL: url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    CALLER_PUBLIC_KEY: JSON.stringify(await exportJWK(publicKey)),
  });
  const create = () => createService(config, { log: quietLog, runtime, ...overrides });
  let service = create();
  await service.start();
  const pools = [database.adminUrl, database.urlFor("action-dispatcher")].map(openPool) as [Pool, Pool];
  const [admin, dispatcherPool] = pools;
  const workers = async (): Promise<WorkerState[]> => {
    const text = "select worker_id, slot, offline_reason, report from fleet.workers where agent = $1 order by slot";
    return (await admin.query<WorkerState>(text, [testAgent])).rows;
  };
  return {
    nats,
    runtime,
    stage,
    queue: serveQueue(jobs, quietLog, testAgent),
    actions: createActions(dispatcher, dispatcherPool, admin),
    api: createApi(() => service.address().port, JSON.stringify(await exportJWK(privateKey))),
    admin,
    connectAs,
    async overhearHeartbeats() {
      const nc = await connectNats({ ...nats.admin, service: "fleet", log: quietLog });
      connections.push(nc);
      const heard: Heartbeat[] = [];
      nc.subscribe(subjectOf(heartbeat), { callback: (_error, message) => void heard.push(message.json()) });
      await nc.flush();
      return heard;
    },
    workers,
    async startWorkers(count) {
      await runtime.scale(testAgent, count);
      const rows = await until(`${count} workers`, async () => {
        const ready = (await workers()).filter(({ offline_reason, report }) => !offline_reason && report.taking);
        return ready.length === count && ready;
      });
      return rows.map(({ worker_id }) => worker_id);
    },
    stop: () => service.stop(),
    async start() {
      service = create();
      await service.start();
    },
    async close() {
      await runtime.close();
      await service.stop();
      await Promise.all(connections.map((nc) => nc.close()));
      await Promise.all(pools.map((pool) => pool.end()));
      await nats.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openPool(connectionString: string): Pool {
  const pool = new Pool({ connectionString, max: 2 });
  pool.on("error", () => undefined);
  return pool;
}

type Parts = {
  stage: TestStage;
  folder: string;
  slot: string;
  connectAs: TestFleet["connectAs"];
};

/** A worker of stage-kit on a connection of its own, so that it can be cut off like a killed one. */
function createWorker({ stage, folder, slot, connectAs }: Parts): Startable {
  const workerId = `${slot}-${randomUUID().slice(0, 8)}`;
  let worker: Worker | undefined;
  let nc: NatsConnection | undefined;
  return {
    async start() {
      nc = await connectAs("media");
      worker = new Worker({
        definition: stage.definition as never,
        workerId,
        slot,
        concurrency: 1,
        fleet: createFleetPort(nc, quietLog),
        nc,
        store: createFileStore({ inputRoot: path.join(folder, "in"), outputRoot: path.join(folder, "out") }),
        tempRoot: path.join(folder, workerId),
        runTool: createRunTool("/usr/bin:/bin"),
        log: quietLog,
        metrics: new Registry(),
      });
      await worker.start();
    },
    stop: async () => worker?.stop(),
    async kill() {
      await nc?.close();
      // What is left of it can reach nobody.
      void worker?.stop();
    },
  };
}
