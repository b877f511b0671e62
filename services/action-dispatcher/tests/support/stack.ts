import { randomBytes, randomUUID } from "node:crypto";
import type { AuditEntry } from "@agentos/contracts/audit-entry";
import type { Role } from "@agentos/contracts/roles";
import { createLogger, type Logger } from "@agentos/service-kit/logger";
import type { Service, ServicePorts } from "@agentos/service-kit/service";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { startRedis, type TestRedis } from "@agentos/testkit/servers/redis";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { exportJWK, generateKeyPair } from "jose";
import { Pool } from "pg";
import { readConfig } from "../../src/config.ts";
import { createService } from "../../src/service.ts";
import { createSender, createStatusReader, type Account, type Send } from "./sender.ts";

export type Dispatcher = Service & { address(): ServicePorts };

/** Servers of the test file's own, and as many dispatchers on them as a test starts. */
export type Stack = {
  database: TestDatabase;
  nats: TestNats;
  redis: TestRedis;
  auditMasterKey: string;
  /** For the maintenance role. */
  admin: Pool;
  /** Starts a dispatcher; variables are added to its configuration. */
  startDispatcher(env?: Record<string, string>): Promise<Dispatcher>;
  account(role: Role): Promise<Account>;
  /** Sends as an account, through the gateway's headers, to a dispatcher. */
  senderOf(account: Account, dispatcher: Dispatcher): Send;
  statusOf(account: Account, dispatcher: Dispatcher): ReturnType<typeof createStatusReader>;
  /** Entries of the audit trail of an account, the oldest first. */
  auditOf(account: Account): Promise<AuditEntry[]>;
  close(): Promise<void>;
};

/** Limits and waits that no test meets by accident. */
const generous = { ACTION_WAIT_SCALE: "100", ACTION_LIMITS_SCALE: "100000", ACTION_ALLOWLIST: "127.0.0.0/8,::1" };

export async function startStack(): Promise<Stack> {
  const [database, nats, redis] = await Promise.all([createTestDatabase(), startNats(), startRedis()]);
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const callerKey = JSON.stringify(await exportJWK(privateKey));
  const { url, user, password } = nats.credentials("action-dispatcher");
  const auditMasterKey = randomBytes(32).toString("base64");
  const variables = {
    DATABASE_URL: database.urlFor("action-dispatcher"),
    NATS_URL: url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    REDIS_URL: redis.urlFor("action-dispatcher"),
    CALLER_PUBLIC_KEY: JSON.stringify(await exportJWK(publicKey)),
    AUDIT_MASTER_KEY: auditMasterKey,
    LOG_LEVEL: "error",
    ...generous,
  };
  const admin = new Pool({ connectionString: database.adminUrl, max: 4 });
  // Removing the database ends its connections.
  admin.on("error", () => undefined);
  const running: Dispatcher[] = [];
  return {
    database,
    nats,
    redis,
    auditMasterKey,
    admin,
    async startDispatcher(env = {}) {
      const dispatcher = createService(readConfig({ ...variables, ...env }), { log: quietLog() });
      running.push(dispatcher);
      await dispatcher.start();
      return dispatcher;
    },
    account: (role) => makeAccount(admin, role),
    senderOf: (account, dispatcher) =>
      createSender(`http://127.0.0.1:${dispatcher.address().port}`, callerKey, account),
    statusOf: (account, dispatcher) =>
      createStatusReader(`http://127.0.0.1:${dispatcher.address().port}`, callerKey, account),
    auditOf: (account) => readAudit(admin, account),
    async close() {
      for (const dispatcher of running) await dispatcher.stop();
      await admin.end();
      await Promise.all([nats.stop(), redis.stop()]);
      await database.drop();
    },
  };
}

async function makeAccount(admin: Pool, role: Role): Promise<Account> {
  const account = { userId: randomUUID(), sessionId: randomUUID(), role };
  await admin.query("insert into identity.users (id, email, password_hash, role) values ($1, $2, 'none', $3)", [
    account.userId,
    `${account.userId}@example.com`,
    role,
  ]);
  await admin.query(
    "insert into identity.sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 day')",
    [account.sessionId, account.userId],
  );
  return account;
}

async function readAudit(admin: Pool, { userId }: Account): Promise<AuditEntry[]> {
  const { rows } = await admin.query<AuditEntry>("select * from audit.inbox where user_id = $1 order by id", [userId]);
  return rows;
}

export function quietLog(): Logger {
  return createLogger({ service: "test", instance: "test", level: "fatal" });
}
