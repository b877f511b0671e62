import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import path from "node:path";
import type { AuditEntry } from "@agentos/contracts/audit-entry";
import { connectDatabase } from "@agentos/database/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Pool } from "pg";
import { Registry } from "prom-client";
import { readConfig, type Config } from "../../src/config.ts";
import type { Tables } from "../../src/db/tables.ts";
import { createHeadSigner, type Head } from "../../src/heads/head.ts";
import { publishKey } from "../../src/heads/heads-folder.ts";
import { signOnce } from "../../src/heads/sign-heads.ts";
import { createMeters } from "../../src/meters.ts";
import { sequenceOnce } from "../../src/sequence.ts";

export const quietLog = createLogger({ service: "test", instance: "test", level: "silent" });

/** A database of the test's own, with the parts of the service that work on it, but nothing that runs by itself. */
export type Trail = Awaited<ReturnType<typeof createTrail>>;

export async function createTrail() {
  const database = await createTestDatabase();
  const folder = makeTempFolder("audit");
  const config = configFor(database, path.join(folder, "heads"));
  const connection = connectDatabase<Tables>({
    url: database.urlFor("audit"),
    poolSize: 8,
    applicationName: "audit",
    log: quietLog,
  });
  const { db, pool } = connection;
  const metrics = new Registry();
  const parts = {
    db,
    pool,
    config,
    log: quietLog,
    metrics,
    signer: createHeadSigner(config.AUDIT_SIGNING_KEY),
    meters: createMeters(metrics, db, quietLog),
  };
  await publishKey(config.AUDIT_HEADS_FOLDER, parts.signer.publicJwk);
  const superuser = new Pool({ connectionString: database.adminUrl, max: 4, options: "-c search_path=audit" });
  const writer = new Pool({ connectionString: database.urlFor("action-dispatcher"), max: 8 });
  for (const one of [superuser, writer]) one.on("error", () => undefined);
  let head: Head | undefined;
  return {
    ...parts,
    database,
    folder,
    /** The maintenance role, with the audit schema in front. */
    superuser,
    /** The dispatcher's role. */
    writer,
    /** Tells of things, each in a transaction of its own. */
    async tell(count: number, given: Partial<AuditEntry> = {}) {
      for (let told = 0; told < count; told += 1) await record(writer, given);
    },
    /** Chains all that waits. */
    async sequence() {
      while ((await sequenceOnce(parts)) > 0);
    },
    /** Signs the end of the chain. */
    async sign() {
      head = await signOnce(parts, head);
      return head;
    },
    async close() {
      await Promise.all([superuser.end(), writer.end(), connection.close()]);
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

export function configFor(database: TestDatabase, heads: string, given: Record<string, string> = {}): Config {
  const { privateKey } = generateKeyPairSync("ed25519");
  const jwk = JSON.stringify(privateKey.export({ format: "jwk" }));
  return readConfig({
    DATABASE_URL: database.urlFor("audit"),
    NATS_URL: "nats://127.0.0.1:1",
    NATS_USER: "audit",
    NATS_PASSWORD: "unused",
    CALLER_PUBLIC_KEY: jwk,
    AUDIT_MASTER_KEY: randomBytes(32).toString("base64"),
    AUDIT_SIGNING_KEY: jwk,
    AUDIT_HEADS_FOLDER: heads,
    STORAGE_ROOT_INPUT: path.join(heads, "../input"),
    STORAGE_ROOT_OUTPUT: path.join(heads, "../output"),
    MEDIA_TOKEN_KEY: randomBytes(32).toString("hex"),
    LOG_LEVEL: "error",
    ...given,
  });
}

/** Tells of one thing, as the dispatcher does. */
export async function record(db: Pick<Pool, "query">, given: Partial<AuditEntry> = {}): Promise<void> {
  const entry: AuditEntry = {
    kind: "outcome",
    action_id: randomUUID(),
    action: "queue.pause",
    user_id: randomUUID(),
    payload: { queue: "video_cutter", for_seconds: 600 },
    result: { queues: ["video_cutter"], ratio: 0.1 },
    error_code: null,
    ip_address: null,
    user_agent: null,
    reason: null,
    trace_id: randomBytes(16).toString("hex"),
    duration_ms: 12.3,
    security_context: { role: "admin", scope: "any" },
    count: 1,
    ...given,
  };
  await db.query("select audit.record($1)", [JSON.stringify(entry)]);
}
