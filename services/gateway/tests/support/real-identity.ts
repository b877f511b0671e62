import { session, type Session } from "@agentos/contracts/api/auth";
import { variableOf } from "@agentos/contracts/services";
import { createCallerVerifier, type Caller } from "@agentos/service-kit/http/caller";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { generateKeyPairSync } from "node:crypto";
import { Client, type QueryResultRow } from "pg";
import { readConfig, upstreamNames } from "../../src/config.ts";
import { createService, type GatewayService } from "../../src/service.ts";
import { untilReady } from "./gateway.ts";
import { startIdentity, type IdentityProcess } from "./identity-process.ts";
import { noLimits } from "./no-limits.ts";
import { startUpstream } from "./upstream.ts";

/** Gateways before the real identity, and before one server that stands for all other services. */
export type RealIdentity = {
  nats: TestNats;
  identity: IdentityProcess;
  /** Starts one more gateway. */
  startGateway(settings?: Record<string, string>): Promise<GatewayService>;
  signIn(gateway: GatewayService, role: string): Promise<Session>;
  /** Sends a request with an access token. */
  get(gateway: GatewayService, path: string, token: string): Promise<Response>;
  post(gateway: GatewayService, path: string, body: unknown, token?: string): Promise<Response>;
  /** For whom the services behind the gateway were last asked. */
  lastCaller(): Promise<Caller | undefined>;
  /** Changes identity's tables as the maintenance role. */
  sql<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
};

export async function startRealIdentity(): Promise<RealIdentity> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const callerPublicKey = JSON.stringify(publicKey.export({ format: "jwk" }));
  const [nats, database, upstream] = await Promise.all([startNats(), createTestDatabase(), startUpstream()]);
  const identity = await startIdentity({ nats, database, callerPublicKey });
  const verifyCaller = createCallerVerifier(callerPublicKey);
  const started: GatewayService[] = [];
  const post = (gateway: GatewayService, path: string, body: unknown, token?: string): Promise<Response> =>
    fetch(urlOf(gateway, path), {
      method: "POST",
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
  return {
    nats,
    identity,
    async startGateway(settings = {}) {
      const urls = upstreamNames.map((name) => [
        variableOf(name, "URL"),
        name === "identity" ? identity.url : upstream.url,
      ]);
      const { url, user, password } = nats.credentials("gateway");
      const gateway = createService(
        readConfig({
          ...noLimits,
          LOG_LEVEL: "error",
          PORT: "0",
          NATS_URL: url,
          NATS_USER: user,
          NATS_PASSWORD: password,
          CALLER_PRIVATE_KEY: JSON.stringify(privateKey.export({ format: "jwk" })),
          ...Object.fromEntries(urls),
          READ_MODEL_WS_URL: upstream.url.replace("http", "ws"),
          ...settings,
        }),
      );
      started.push(gateway);
      await gateway.start();
      await untilReady(gateway);
      return gateway;
    },
    async signIn(gateway, role) {
      const response = await post(gateway, "/api/auth/login", (await identity.accounts())[role]);
      return session.parse(((await response.json()) as { data: unknown }).data);
    },
    get: (gateway, path, token) => fetch(urlOf(gateway, path), { headers: { authorization: `Bearer ${token}` } }),
    post,
    lastCaller: () => verifyCaller(String(upstream.seen.at(-1)?.headers["x-aos-caller"])),
    sql: (text, values) => query(database, text, values),
    async stop() {
      await Promise.all(started.map((gateway) => gateway.stop()));
      await identity.stop();
      await Promise.all([nats.stop(), upstream.down()]);
      await database.drop();
    },
  };
}

function urlOf(gateway: GatewayService, path: string): string {
  return `http://127.0.0.1:${gateway.address().port}${path}`;
}

async function query<Row extends QueryResultRow>(
  database: TestDatabase,
  text: string,
  values?: unknown[],
): Promise<Row[]> {
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
