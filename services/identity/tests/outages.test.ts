import { getJwks } from "@agentos/contracts/messages/identity";
import { schemaOwners, type SchemaOwner } from "@agentos/contracts/services";
import { connectNats } from "@agentos/messaging/connect";
import { ask } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { runMigrations } from "@agentos/testkit/servers/migrate";
import { startPostgres, type TestPostgres } from "@agentos/testkit/servers/postgres";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { IdentityService } from "../src/service.ts";
import { prepareIdentity, type TestIdentity } from "./support/identity.ts";

let postgres: TestPostgres;
let identity: TestIdentity;
let service: IdentityService;
const ada = { email: "ada@example.com", password: "correct horse battery" };

beforeAll(async () => {
  postgres = await startPostgres();
  const passwords = Object.fromEntries(schemaOwners.map((owner) => [owner, randomBytes(12).toString("hex")]));
  await runMigrations(postgres.adminUrl, passwords as Record<SchemaOwner, string>);
  const url = new URL(postgres.adminUrl);
  url.username = "identity";
  url.password = String(passwords["identity"]);
  identity = await prepareIdentity({
    adminUrl: postgres.adminUrl,
    urlFor: () => url.href,
    drop: () => postgres.stop(),
  });
  service = await identity.start({ REGISTRATION_OPEN: "true" });
  await identity.call(service, "register", ada);
});
afterAll(() => identity.stop());

const signInWorks = (at: IdentityService): Promise<void> =>
  vi.waitFor(async () => expect((await identity.call(at, "login", ada)).status).toBe(200), { timeout: 60_000 });

const ready = async (at: IdentityService): Promise<number> =>
  (await fetch(`http://127.0.0.1:${at.address().opsPort}/ready`)).status;

it("says so while the database is away, and goes on when it is back", async () => {
  await postgres.kill();
  expect(await identity.call(service, "login", ada)).toMatchObject({ status: 503, error_code: "SERVICE_UNAVAILABLE" });
  expect(await ready(service)).toBe(503);
  expect((await identity.call(service, "jwks")).status).toBe(200);
  await postgres.restart();
  await signInWorks(service);
  expect(await ready(service)).toBe(200);
});

it("waits for the database when it starts first", async () => {
  await postgres.kill();
  const starting = identity.start();
  await postgres.restart();
  const late = await starting;
  await signInWorks(late);
  expect(await ready(late)).toBe(200);
});

it("signs people in while NATS is away, and tells its keys when it is back", async () => {
  await identity.nats.restart(() => signInWorks(service));
  const log = createLogger({ service: "gateway", instance: "test", level: "silent" });
  const nc = await connectNats({ ...identity.nats.credentials("gateway"), service: "gateway", log });
  await vi.waitFor(async () => expect((await ask(nc, getJwks, {})).keys).not.toHaveLength(0), { timeout: 60_000 });
  await nc.close();
});
