import { session, type Session } from "@agentos/contracts/api/auth";
import { variableOf } from "@agentos/contracts/services";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { createLogger } from "@agentos/service-kit/logger";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readConfig, upstreamNames } from "../src/config.ts";
import { createService, type GatewayService } from "../src/service.ts";
import { errorOf, untilReady } from "./support/gateway.ts";
import { noLimits } from "./support/no-limits.ts";
import { startIdentity, type IdentityProcess } from "./support/identity-process.ts";

let nats: TestNats;
let database: TestDatabase;
let identity: IdentityProcess;
let gateway: GatewayService;
const logged: Record<string, unknown>[] = [];
const { privateKey, publicKey } = generateKeyPairSync("ed25519");

beforeAll(async () => {
  [nats, database] = await Promise.all([startNats(), createTestDatabase()]);
  const callerPublicKey = JSON.stringify(publicKey.export({ format: "jwk" }));
  identity = await startIdentity({ nats, database, callerPublicKey });
  gateway = await startGatewayService();
});
afterAll(async () => {
  await gateway.stop();
  await identity.stop();
  await Promise.all([nats.stop(), database.drop()]);
});

async function startGatewayService(): Promise<GatewayService> {
  const credentials = nats.credentials("gateway");
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const service = createService(
    readConfig({
      PORT: "0",
      ...noLimits,
      NATS_URL: credentials.url,
      NATS_USER: credentials.user,
      NATS_PASSWORD: credentials.password,
      CALLER_PRIVATE_KEY: JSON.stringify(privateKey.export({ format: "jwk" })),
      ...Object.fromEntries(upstreamNames.map((name) => [variableOf(name, "URL"), identity.url])),
      READ_MODEL_WS_URL: identity.url.replace("http", "ws"),
    }),
    { log: createLogger({ service: "gateway", instance: "test", level: "info" }, sink) },
  );
  await service.start();
  await untilReady(service);
  return service;
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${gateway.address().port}/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

async function signIn(role: string): Promise<Session> {
  const response = await post("login", (await identity.accounts())[role]);
  return session.parse(((await response.json()) as { data: unknown }).data);
}

async function changePassword(role: string): Promise<number> {
  const { access_token } = await signIn(role);
  const password = (await identity.accounts())[role]?.password;
  const body = { current_password: password, new_password: password };
  return (await post("password", body, { authorization: `Bearer ${access_token}` })).status;
}

it("signs in, and lets the token in", async () => {
  const given = await signIn("supervisor");
  expect(given.user).toMatchObject({ email: "supervisor@agentos.test", role: "supervisor" });
  expect(await changePassword("supervisor")).toBe(200);
});

it("leaves one trace across both, in one line of each, without saying who or with what", async () => {
  const id = randomUUID().replaceAll("-", "");
  const account = (await identity.accounts())["user"];
  await post("login", account, { "x-trace-id": id });
  const ofTrace = (line: Record<string, unknown>): boolean => line["trace_id"] === id && line["msg"] === "request";
  await vi.waitFor(async () => {
    expect(logged.filter(ofTrace)).toMatchObject([{ route: "/api/auth/login", status: 200, service: "gateway" }]);
    const lines = await identity.logLines();
    expect(lines.filter(ofTrace)).toMatchObject([{ route: "/api/auth/login", status: 200, service: "identity" }]);
  });
  const all = JSON.stringify([logged, await identity.logLines()]);
  expect(all).not.toContain(account?.email);
  expect(all).not.toContain(account?.password);
  expect(all).not.toContain("127.0.0.1");
});

it.each([
  ["nesting as deep as the limit allows", `${"[".repeat(120_000)}${"]".repeat(120_000)}`, 400],
  ["nested objects", `${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`, 400],
  ["a prototype", '{"__proto__":{"role":"admin"},"email":"a@example.com","password":"x"}', 400],
  ["a constructor", '{"constructor":{"prototype":{"role":"admin"}},"email":"a@example.com","password":"x"}', 400],
  ["half an object", '{"email":', 400],
  ["a string", '"hello"', 400],
  ["nothing", "", 400],
  ["duplicate keys", '{"email":"a@example.com","email":"b@example.com","password":"x"}', 401],
])("is not troubled by %s", async (_, body, status) => {
  expect(await errorOf(await post("login", body))).toMatchObject({ status });
  expect({}).not.toHaveProperty("role");
});

it("is not troubled by a bomb of compressed bytes", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
  const response = await fetch(`http://127.0.0.1:${gateway.address().port}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
    body: bomb,
  });
  expect(await errorOf(response)).toMatchObject({ status: 413, error_code: "PAYLOAD_TOO_LARGE" });
});

it("goes on when identity is killed: what it has signed still counts, and it is found again", async () => {
  const { access_token } = await signIn("admin");
  const authorization = `Bearer ${access_token}`;
  await identity.kill();
  const away = await post("password", {}, { authorization });
  expect(await errorOf(away)).toMatchObject({ status: 503, error_code: "SERVICE_UNAVAILABLE" });
  await identity.restart();
  // The token of before the restart is known to the gateway, and to identity by its session.
  const wrong = { current_password: "wrong", new_password: "a password that is long" };
  expect(await errorOf(await post("password", wrong, { authorization }))).toMatchObject({
    error_code: "INVALID_CREDENTIALS",
  });
  expect(await changePassword("admin")).toBe(200);
});

it("goes on when the gateway itself is started anew", async () => {
  const { access_token } = await signIn("operator");
  await gateway.stop();
  gateway = await startGatewayService();
  const wrong = { current_password: "wrong", new_password: "a password that is long" };
  const reply = await post("password", wrong, { authorization: `Bearer ${access_token}` });
  expect(await errorOf(reply)).toMatchObject({ error_code: "INVALID_CREDENTIALS" });
});
