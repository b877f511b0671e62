import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eventStream } from "@agentos/contracts/messages/nats-permissions";
import type { ServiceName } from "@agentos/contracts/services";
import { connectNats } from "@agentos/messaging/connect";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import type { TestPostgres } from "@agentos/testkit/servers/postgres";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { exportJWK, generateKeyPair } from "jose";
import { readConfig, type Config } from "../../src/config.ts";
import { ownDatabase, sharedDatabase, type StackDatabase } from "./database.ts";

/** A database and a NATS of the test file's own, and a configuration of the service on them. */
export type TestStack = {
  database: StackDatabase;
  nats: TestNats;
  config: Config;
  /** Signs callers as the gateway does. */
  callerPrivateKey: string;
  /** A connection as another service. */
  connectAs(service: ServiceName): Promise<NatsConnection>;
  /** How many events the stream holds. */
  streamMessages(): Promise<number>;
  close(): Promise<void>;
};

/** `postgres` starts a server of the stack's own, and `ownPostgres` an ordinary one. */
export type StackOptions = {
  ownPostgres?: boolean;
  postgres?: () => Promise<TestPostgres>;
  /** What is done to the database before anybody else uses it. */
  prepare?: (database: StackDatabase) => Promise<void>;
};

export async function startStack({ ownPostgres = false, postgres, prepare }: StackOptions = {}): Promise<TestStack> {
  const [database, nats] = await Promise.all([
    ownPostgres || postgres ? ownDatabase(postgres) : sharedDatabase(),
    startNats(),
  ]);
  await prepare?.(database);
  const folder = mkdtempSync(path.join(tmpdir(), "agentos-jobs-"));
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const { url, user, password } = nats.credentials("jobs");
  const config = readConfig({
    DATABASE_URL: database.jobsUrl,
    NATS_URL: url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    CALLER_PUBLIC_KEY: JSON.stringify(await exportJWK(publicKey)),
    STORAGE_ROOT_INPUT: path.join(folder, "input"),
    STORAGE_ROOT_OUTPUT: path.join(folder, "output"),
    MEDIA_TOKEN_KEY: "a key of the tests that is long enough to be one",
    LOG_LEVEL: "error",
  });
  const connections: NatsConnection[] = [];
  return {
    database,
    nats,
    config,
    callerPrivateKey: JSON.stringify(await exportJWK(privateKey)),
    async connectAs(service) {
      const nc = await connectNats({ ...nats.credentials(service), service, log: quietLog() });
      connections.push(nc);
      return nc;
    },
    streamMessages: () => countMessages(nats),
    async close() {
      for (const nc of connections) await nc.close();
      await nats.stop();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function countMessages({ admin }: TestNats): Promise<number> {
  const nc = await connect({ servers: admin.url, user: admin.user, pass: admin.password });
  try {
    const manager = await jetstreamManager(nc);
    return (await manager.streams.info(eventStream.name)).state.messages;
  } finally {
    await nc.close();
  }
}

export function quietLog(): Logger {
  return createLogger({ service: "test", instance: "test", level: "fatal" });
}
