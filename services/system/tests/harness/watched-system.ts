import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { getSnapshot } from "@agentos/contracts/messages/read-model";
import type { ServiceName } from "@agentos/contracts/services";
import { connectNats } from "@agentos/messaging/connect";
import { serve } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { createTestDatabase } from "@agentos/testkit/servers/test-database";
import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import { Pool } from "pg";
import { readConfig } from "../../src/config.ts";
import { createService } from "../../src/service.ts";

import { makeCallerKey } from "./caller-key.ts";
export const quietLog = createLogger({ service: "test", instance: "test", level: "fatal" });

/** System as a running service, and a read-model that tells of a world that the test makes. */
export type WatchedSystem = {
  nats: TestNats;
  /** The sections of the snapshot, as they are told from now on. */
  world: Record<string, unknown>;
  /** As the maintenance role. */
  admin: Pool;
  /** For the service's own role. */
  databaseUrl: string;
  connectAs(service: ServiceName): Promise<NatsConnection>;
  /** Read-model does not answer any more, or again. */
  silence(): Promise<void>;
  answer(): void;
  close(): Promise<void>;
};

const epoch = "01955f2b-7c10-7a44-9c3e-5d1f0b8a2e61";

/** Everything is well. */
export function wellWorld() {
  const chain = { last_seq: 0, head: null, unverified: 0, contradiction: null, last_verification: null };
  return {
    stale: [],
    agents_workers: { agents: [], workers: [] },
    queue: { queues: [] },
    system: { breakers: [], services: [] },
    audit: { chain: { ...chain, waiting_since: null }, entries: [] },
  };
}

export async function startWatched(env: Record<string, string> = {}): Promise<WatchedSystem> {
  const [database, nats] = await Promise.all([createTestDatabase(), startNats()]);
  const folder = makeTempFolder("system");
  const connections: NatsConnection[] = [];
  const connectAs = async (service: ServiceName): Promise<NatsConnection> => {
    const nc = await connectNats({ ...nats.credentials(service), service, log: quietLog });
    connections.push(nc);
    return nc;
  };
  const readModel = await connectAs("read-model");
  const world: Record<string, unknown> = wellWorld();
  let answering: Subscription | undefined;
  const answer = (): void => {
    answering = serve(readModel, getSnapshot, quietLog, async () => bytesOf(world));
  };
  answer();
  const { url, user, password } = nats.credentials("system");
  const config = readConfig({
    DATABASE_URL: database.urlFor("system"),
    MAINTENANCE_DATABASE_URL: database.adminUrl,
    NATS_URL: url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    CALLER_PUBLIC_KEY: makeCallerKey(),
    STORAGE_ROOT_INPUT: path.join(folder, "in"),
    STORAGE_ROOT_OUTPUT: path.join(folder, "out"),
    MEDIA_TOKEN_KEY: randomBytes(32).toString("hex"),
    ...env,
  });
  const service = createService(config, { log: quietLog });
  await service.start();
  const admin = new Pool({ connectionString: database.adminUrl, max: 2 });
  admin.on("error", () => undefined);
  await admin.query(
    `update system.managers set interval_seconds = 0.2, settings = settings || '{"service_down_seconds": 0}'
     where name = 'alert-evaluator'`,
  );
  return {
    nats,
    world,
    admin,
    databaseUrl: database.urlFor("system"),
    connectAs,
    answer,
    async silence() {
      answering?.unsubscribe();
      await readModel.flush();
    },
    async close() {
      await service.stop();
      await Promise.all(connections.map((nc) => nc.close()));
      await admin.end();
      await nats.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As read-model tells it, confirmed at this moment. */
function bytesOf(world: object) {
  const now = new Date().toISOString();
  const body = JSON.stringify({ success: true, data: { epoch, version: 1, generated_at: now, ...world } });
  return {
    epoch,
    version: 1,
    confirmed_at: now,
    stale: 0,
    etag: '"1"',
    generated_at: now,
    identity: Buffer.from(body).toString("base64"),
    gzip: "",
    brotli: "",
  };
}
