import { rmSync } from "node:fs";
import path from "node:path";
import { randomUUID } from "node:crypto";
import type { ServiceName } from "@agentos/contracts/services";
import type { Role } from "@agentos/contracts/roles";
import { connectNats } from "@agentos/messaging/connect";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import type { NatsConnection } from "@nats-io/transport-node";
import { exportJWK, generateKeyPair } from "jose";
import { Pool } from "pg";
import { readConfig } from "../../src/config.ts";
import type { Context } from "../../src/context.ts";
import { createService, type UploadsService } from "../../src/service.ts";
import { createUploadsClient, type UploadsClient } from "./client.ts";

/** The uploads service with a database, a NATS and folders of the test file's own. */
export type TestStack = {
  nats: TestNats;
  /** The service's first instance. */
  service: UploadsService;
  folder: string;
  /** Rows as the maintenance role sees them. */
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** What the service's own process reads. */
  environment(changed?: Record<string, string>): Record<string, string>;
  /** Starts another instance; it ends with the stack at the latest. */
  startService(changed?: Record<string, string>, overrides?: Partial<Context>): Promise<UploadsService>;
  /** A client that acts for a user, a new one of role user unless named, at an instance, the first one unless named. */
  client(userId?: string, at?: Pick<UploadsService, "address">, role?: Role): UploadsClient;
  connectAs(service: ServiceName): Promise<NatsConnection>;
  close(): Promise<void>;
};

export async function startStack(changed: Record<string, string> = {}): Promise<TestStack> {
  const [database, nats] = await Promise.all([createTestDatabase(), startNats()]);
  const folder = makeTempFolder("uploads");
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const callerPrivateKey = JSON.stringify(await exportJWK(privateKey));
  const callerPublicKey = JSON.stringify(await exportJWK(publicKey));
  const base = { ...baseEnvironment(database, nats, folder), CALLER_PUBLIC_KEY: callerPublicKey, ...changed };
  const environment = (more: Record<string, string> = {}): Record<string, string> => ({ ...base, ...more });
  const admin = new Pool({ connectionString: database.adminUrl, max: 2 });
  const services: UploadsService[] = [];
  const connections: NatsConnection[] = [];
  const startService: TestStack["startService"] = async (more, overrides = {}) => {
    const service = createService(readConfig(environment(more)), { log: quietLog(), ...overrides });
    services.push(service);
    await service.start();
    return service;
  };
  const service = await startService();
  return {
    nats,
    service,
    folder,
    rows: async (text, values = []) => (await admin.query(text, values)).rows as never,
    environment,
    startService,
    client: (userId = randomUUID(), at = service, role = "user") =>
      createUploadsClient({ base: () => `http://127.0.0.1:${at.address().port}`, callerPrivateKey, userId, role }),
    async connectAs(name) {
      const nc = await connectNats({ ...nats.credentials(name), service: name, log: quietLog() });
      connections.push(nc);
      return nc;
    },
    async close() {
      for (const one of services) await one.stop();
      for (const nc of connections) await nc.close();
      await admin.end();
      await nats.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function baseEnvironment(database: TestDatabase, nats: TestNats, folder: string): Record<string, string> {
  const { url, user, password } = nats.credentials("uploads");
  return {
    DATABASE_URL: database.urlFor("uploads"),
    NATS_URL: url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    STORAGE_ROOT_INPUT: path.join(folder, "input"),
    STORAGE_ROOT_OUTPUT: path.join(folder, "output"),
    UPLOAD_CHUNK_BYTES: "10000",
    UPLOAD_KEEP_FREE_BYTES: "0",
    LOG_LEVEL: "error",
  };
}

function quietLog(): Logger {
  return createLogger({ service: "uploads", instance: "test", level: "fatal" });
}
