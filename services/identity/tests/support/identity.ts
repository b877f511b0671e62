import { callerHeader, createCallerSigner, type Caller } from "@agentos/service-kit/http/caller";
import { startNats } from "@agentos/testkit/servers/nats";
import { createTestDatabase } from "@agentos/testkit/servers/test-database";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { Client, type QueryResultRow } from "pg";
import { z } from "zod";
import { readConfig } from "../../src/config.ts";
import type { Context } from "../../src/context.ts";
import { createService, type IdentityService } from "../../src/service.ts";

const answer = z.object({
  success: z.boolean(),
  data: z.unknown().optional(),
  error: z.string().optional(),
  error_code: z.string().optional(),
});

/** `retryAfter` in seconds. */
export type Answer = z.infer<typeof answer> & { status: number; retryAfter: number | undefined };

/** Identity with its own database and NATS; `start` again for further instances or other settings. */
export type TestIdentity = {
  start(settings?: Record<string, string>, overrides?: Partial<Context>): Promise<IdentityService>;
  /** Calls an operation of an instance, for a caller and from an address as the gateway tells them. */
  call(service: IdentityService, path: string, body?: unknown, caller?: Caller, address?: string): Promise<Answer>;
  /** Looks into the database, or changes it, as its maintenance role. */
  sql<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** For the service's own role. */
  databaseUrl: string;
  nats: Awaited<ReturnType<typeof startNats>>;
  stop(): Promise<void>;
};

type Database = { adminUrl: string; urlFor(owner: "identity"): string; drop(): Promise<void> };

/** With a database of the run's shared server, unless it is given one. */
export async function prepareIdentity(given?: Database): Promise<TestIdentity> {
  const [database, nats] = await Promise.all([given ?? createTestDatabase(), startNats()]);
  const signIn = nats.credentials("identity");
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const sign = createCallerSigner(JSON.stringify(privateKey.export({ format: "jwk" })));
  const client = new Client({ connectionString: database.adminUrl, options: "-c search_path=identity" });
  // A test may kill the server.
  client.on("error", () => undefined);
  await client.connect();
  const started: IdentityService[] = [];
  const env = {
    LOG_LEVEL: "error",
    DATABASE_URL: database.urlFor("identity"),
    NATS_URL: signIn.url,
    NATS_USER: signIn.user,
    NATS_PASSWORD: signIn.password,
    CALLER_PUBLIC_KEY: JSON.stringify(publicKey.export({ format: "jwk" })),
    IDENTITY_KEY_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    // Only tests of the lockout are to meet it.
    SIGN_IN_FAILURES: "1000",
    SIGN_IN_FAILURES_PER_ADDRESS: "1000",
  };
  return {
    nats,
    databaseUrl: env.DATABASE_URL,
    async start(settings = {}, overrides = {}) {
      const service = createService(readConfig({ ...env, ...settings }), overrides);
      started.push(service);
      await service.start();
      return service;
    },
    async call(service, path, body, caller, address) {
      const response = await fetch(`http://127.0.0.1:${service.address().port}/api/auth/${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          "content-type": "application/json",
          ...(address === undefined ? {} : { "x-forwarded-for": address }),
          ...(caller ? { [callerHeader]: await sign(caller) } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const after = response.headers.get("retry-after");
      const retryAfter = after === null ? undefined : Number(after);
      return { ...answer.parse(await response.json()), status: response.status, retryAfter };
    },
    sql: async (text, values) => (await client.query(text, values)).rows,
    async stop() {
      await Promise.all(started.map((service) => service.stop()));
      await client.end();
      await database.drop();
      await nats.stop();
    },
  };
}
