import { startRedis, type TestRedis } from "@agentos/testkit/servers/redis";
import { makeToken } from "@agentos/testkit/identity/tokens";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { errorOf, startGateway, untilReady, type TestGateway } from "./support/gateway.ts";
import { nothingSwitched, publishSwitches } from "./support/publish-switches.ts";

const since = "2026-03-01T09:30:00.000Z";
const closed = { maintenance: { since, message: "We move house.", until: null }, intake_pause: null };

let redis: TestRedis;
let gateway: TestGateway;
let system: Awaited<ReturnType<typeof publishSwitches>>;
beforeAll(async () => {
  redis = await startRedis();
  gateway = await startGateway({ REDIS_URL: redis.urlFor("gateway"), REDIS_BUDGET_MS: "20000" });
  system = await publishSwitches(gateway.nats);
});
beforeEach(async () => {
  await system.set(nothingSwitched);
  await vi.waitUntil(async () => (await statusOf("/media/none.video.1.AAAA")) !== 503, { timeout: 10_000 });
});
afterAll(async () => {
  await system?.close();
  await gateway?.stop();
  await redis?.stop();
});

async function call(
  path: string,
  { role, method = "GET" }: { role?: string; method?: string } = {},
): Promise<Response> {
  const token = role ? await makeToken(gateway.key, { claims: { role } }) : undefined;
  return fetch(`${gateway.url}${path}`, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), "content-type": "application/json" },
    ...(method === "POST" ? { body: "{}" } : {}),
  });
}

async function statusOf(path: string, options: { role?: string; method?: string } = {}): Promise<number> {
  const response = await call(path, options);
  await response.body?.cancel();
  return response.status;
}

const untilClosed = () => expect.poll(() => statusOf("/api/jobs/today", { role: "user" })).toBe(503);

describe("under maintenance", () => {
  it("everybody but administrators is told so, and when to come again", async () => {
    await system.set(closed);
    await untilClosed();
    for (const role of ["user", "operator", "readonly", undefined]) {
      const response = await call("/api/jobs/today", role ? { role } : {});
      expect(response.headers.get("retry-after")).toBe("60");
      expect(await errorOf(response)).toMatchObject({
        status: 503,
        error_code: "MAINTENANCE",
        error: "We move house.",
      });
    }
    expect(await statusOf("/api/admin/ssot", { role: "supervisor" })).toBe(503);
    expect(await statusOf("/api/jobs/today", { role: "admin" })).not.toBe(503);
    expect(await statusOf("/api/auth/login", { method: "POST" })).not.toBe(503);
    expect(await statusOf("/api/auth/register", { method: "POST" })).toBe(503);
    expect(await statusOf("/health")).toBe(200);
  });

  it("whose token has expired may exchange it, and is not told that the system is closed", async () => {
    await system.set(closed);
    await untilClosed();
    const past = Math.floor(Date.now() / 1000) - 3600;
    const token = await makeToken(gateway.key, { claims: { role: "admin", iat: past - 60, exp: past } });
    const response = await fetch(`${gateway.url}/api/jobs/today`, { headers: { authorization: `Bearer ${token}` } });
    expect(await errorOf(response)).toMatchObject({ status: 401, error_code: "TOKEN_EXPIRED" });
  });

  it("ends by itself when its time is over", async () => {
    const until = new Date(Date.now() + 3000).toISOString();
    await system.set({ ...closed, maintenance: { ...closed.maintenance, until } });
    await untilClosed();
    await expect.poll(() => statusOf("/api/jobs/today", { role: "user" }), { timeout: 20_000 }).not.toBe(503);
  });

  it("a gateway that can ask nobody keeps to the last word, and so does one that starts then", async () => {
    await system.set(closed);
    await untilClosed();
    await system.close();
    const other = await startGateway({ REDIS_URL: redis.urlFor("gateway"), REDIS_BUDGET_MS: "20000" });
    try {
      await untilReady(other.service);
      const token = await makeToken(other.key);
      const ask = async () =>
        (await fetch(`${other.url}/api/jobs/today`, { headers: { authorization: `Bearer ${token}` } })).status;
      await expect.poll(ask).toBe(503);
      expect(await statusOf("/api/jobs/today", { role: "user" })).toBe(503);
    } finally {
      await other.stop();
      system = await publishSwitches(gateway.nats);
    }
  });
});

it("while the intake is paused, what begins a job or an upload is refused, and nothing else", async () => {
  await system.set({ maintenance: null, intake_pause: { since } });
  await expect.poll(() => statusOf("/api/jobs/create", { role: "admin", method: "POST" })).toBe(503);
  const response = await call("/api/upload/init", { role: "user", method: "POST" });
  expect(response.headers.get("retry-after")).toBe("60");
  expect(await errorOf(response)).toMatchObject({ status: 503, error_code: "INTAKE_PAUSED" });
  expect(await statusOf("/api/upload/finalize", { role: "user", method: "POST" })).not.toBe(503);
  expect(await statusOf("/api/jobs/today", { role: "user" })).not.toBe(503);
});
