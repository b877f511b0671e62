import { startRedis, type TestRedis } from "@agentos/testkit/servers/redis";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { errorOf, startGateway, type TestGateway } from "./support/gateway.ts";
import { readModelOn, snapshotOf } from "./support/read-model.ts";
import { makeToken } from "@agentos/testkit/identity/tokens";

let redis: TestRedis;
const gateways: TestGateway[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.stop();
});
afterAll(() => redis.stop());

/** A gateway with the limits that it has by itself, but for `settings`, and so long a budget that a busy machine keeps it. */
async function limited(settings: Record<string, string> = {}): Promise<TestGateway> {
  const usual = Object.fromEntries(
    ["PUBLIC", "HEALTH", "USER", "STAFF", "ACTIONS"].map((name) => [`LIMIT_${name}_PER_MINUTE`, ""]),
  );
  const gateway = await startGateway({
    REDIS_URL: redis.urlFor("gateway"),
    REDIS_BUDGET_MS: "20000",
    // Counts of the test's own: every gateway is at an address of its own.
    TRUSTED_PROXIES: "127.0.0.0/8",
    INSTANCES: "2",
    ...usual,
    ...settings,
  });
  gateways.push(gateway);
  // Its share alone would be half of that: it has reached Redis.
  await expect
    .poll(async () => (await ask(gateway, "/health", { from: address() })).headers.get("ratelimit"), {
      timeout: 20_000,
    })
    .toBe('"health";r=119;t=60');
  return gateway;
}

type Asking = { from?: string; token?: string; body?: Uint8Array };

function ask({ url }: TestGateway, path: string, { from, token, body }: Asking = {}): Promise<Response> {
  return fetch(`${url}${path}`, {
    headers: {
      ...(from ? { "x-forwarded-for": from } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { "content-type": "application/octet-stream" } : {}),
    },
    ...(body ? { method: "POST", body } : {}),
  });
}

/** An address that nobody else has. */
const address = (): string => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;

async function statuses(times: number, one: () => Promise<Response>): Promise<Record<number, number>> {
  const seen: Record<number, number> = {};
  for (let time = 0; time < times; time += 1) {
    const { status, body } = await one();
    await body?.cancel();
    seen[status] = (seen[status] ?? 0) + 1;
  }
  return seen;
}

describe("the edge", () => {
  it("answers ten requests a minute of an address to public routes, and says how many are left", async () => {
    const gateway = await limited();
    const from = address();
    const first = await ask(gateway, "/", { from });
    expect(first.status).toBe(200);
    expect(first.headers.get("ratelimit-policy")).toBe('"public";q=10;w=60');
    expect(first.headers.get("ratelimit")).toBe('"public";r=9;t=60');
    expect(first.headers.has("retry-after")).toBe(false);
    const paths = ["/docs", "/openapi.json", "/api/auth/jwks", "/api/v1/auth/jwks"];
    expect(await statuses(12, () => ask(gateway, paths[0] ?? "", { from }))).toEqual({ 200: 9, 429: 3 });
    for (const path of paths) {
      const refused = await ask(gateway, path, { from });
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(refused.headers.get("ratelimit-policy")).toBe('"public";q=10;w=60');
      expect(refused.headers.get("ratelimit")).toMatch(/^"public";r=0;t=\d+$/);
      expect(await errorOf(refused)).toMatchObject({ status: 429, error_code: "RATE_LIMITED" });
    }
    expect((await ask(gateway, "/", { from: address() })).status).toBe(200);
  });

  it("answers a hundred and twenty of an address to /health", async () => {
    const gateway = await limited();
    const from = address();
    expect(await statuses(125, () => ask(gateway, "/health", { from }))).toEqual({ 200: 120, 429: 5 });
  });

  it("counts users, wherever they call from", async () => {
    const gateway = await limited();
    const [one, two] = [await makeToken(gateway.key), await makeToken(gateway.key)];
    const call = (token: string) => () => ask(gateway, "/api/jobs/today", { token, from: address() });
    expect(await statuses(103, call(one))).toEqual({ 200: 100, 429: 3 });
    expect(await statuses(1, call(two))).toEqual({ 200: 1 });
    expect(await statuses(1, () => ask(gateway, "/api/jobs/today"))).toEqual({ 401: 1 });
  });

  it("gives staff more for reading the control room", async () => {
    const gateway = await limited({ LIMIT_STAFF_PER_MINUTE: "130", ADMIN_ALLOWLIST: "127.0.0.0/8" });
    const token = await makeToken(gateway.key, { claims: { role: "operator" } });
    expect(await statuses(135, () => ask(gateway, "/api/admin/action/status", { token }))).toEqual({
      200: 130,
      429: 5,
    });
  });

  it("counts an address once, whatever a client says that it comes from", async () => {
    const gateway = await limited({ TRUSTED_PROXIES: "", LIMIT_PUBLIC_PER_MINUTE: "3" });
    const seen = await statuses(20, () => ask(gateway, "/", { from: address() }));
    expect(seen[200] ?? 0).toBeLessThanOrEqual(3);
    const network = "2001:db8:77:77";
    const trusting = await limited();
    let last = 0;
    expect(await statuses(20, () => ask(trusting, "/", { from: `${network}::${(last += 1)}` }))).toEqual({
      200: 10,
      429: 10,
    });
  });

  it("says nothing of limits where there are none", async () => {
    const gateway = await limited();
    for (const path of ["/nothing", "/docs/swagger-ui.css", "/api/jobs/today"]) {
      const { headers, body } = await ask(gateway, path);
      await body?.cancel();
      expect([headers.get("ratelimit"), headers.get("ratelimit-policy")]).toEqual([null, null]);
    }
  });
});

describe("reads of the snapshot", () => {
  const settings = { LIMIT_STAFF_PER_MINUTE: "100", ADMIN_ALLOWLIST: "127.0.0.0/8" };
  const batch = 5;

  /** A gateway that answers from its own bytes, and for whom. */
  async function hitting(): Promise<{ gateway: TestGateway; stop(): Promise<void> }> {
    const gateway = await limited(settings);
    const readModel = await readModelOn(gateway.nats);
    const bytes = snapshotOf(1);
    await readModel.publish(bytes);
    await readModel.beat(bytes);
    const token = await makeToken(gateway.key, { claims: { role: "admin" } });
    const hit = async () => (await ask(gateway, "/api/admin/ssot", { token })).headers.get("x-cache");
    await expect.poll(hit, { timeout: 20_000 }).toBe("HIT");
    return { gateway, stop: () => readModel.close() };
  }

  it("are counted also where they are answered at once, together with what else staff reads", async () => {
    const { gateway, stop } = await hitting();
    const token = await makeToken(gateway.key, { claims: { role: "readonly" } });
    const read = (path: string) => () => ask(gateway, path, { token });
    const left = async () =>
      Number(/r=(\d+)/.exec((await read("/api/admin/ssot")()).headers.get("ratelimit") ?? "")?.[1]);
    expect([await left(), await left(), await left()]).toEqual([99, 98, 97]);
    expect(await statuses(40, read("/api/admin/action/status"))).toEqual({ 200: 40 });
    expect(await statuses(60, read("/api/admin/ssot"))).toEqual({ 200: 57, 429: 3 });
    const refused = await read("/api/admin/ssot")();
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await errorOf(refused)).toMatchObject({ status: 429, error_code: "RATE_LIMITED" });
    const other = await makeToken(gateway.key, { claims: { role: "readonly" } });
    expect(await statuses(1, () => ask(gateway, "/api/admin/ssot", { token: other }))).toEqual({ 200: 1 });
    await stop();
  });

  it("are counted by two gateways together, within what each has at hand", async () => {
    const both = [await hitting(), await hitting()];
    const claims = { role: "supervisor", sub: randomUUID() };
    const seen = await Promise.all(
      both.map(async ({ gateway }) => {
        const token = await makeToken(gateway.key, { claims });
        return statuses(80, () => ask(gateway, "/api/admin/ssot", { token }));
      }),
    );
    const allowed = seen.reduce((sum, one) => sum + (one[200] ?? 0), 0);
    expect(allowed).toBeLessThanOrEqual(100);
    expect(allowed).toBeGreaterThanOrEqual(100 - batch);
    for (const { stop } of both) await stop();
  });
});

describe("uploads and media", () => {
  it("are counted by bytes, not by requests", async () => {
    const gateway = await limited({ LIMIT_USER_PER_MINUTE: "5", LIMIT_UPLOAD_BYTES_PER_MINUTE: "1000000" });
    const token = await makeToken(gateway.key);
    const send = (bytes: number) => () => ask(gateway, "/api/upload/chunk", { token, body: new Uint8Array(bytes) });
    expect(await statuses(40, send(100))).toEqual({ 200: 40 });
    expect((await send(10)()).headers.get("ratelimit-policy")).toBe('"upload";q=1000000;qu="content-bytes";w=60');
    expect(await statuses(2, send(900_000))).toEqual({ 200: 1, 429: 1 });
    expect(await errorOf(await send(900_000)())).toMatchObject({ status: 429, error_code: "RATE_LIMITED" });
  });

  it("are charged for what was really sent", async () => {
    const gateway = await limited({ LIMIT_PUBLIC_PER_MINUTE: "2", LIMIT_MEDIA_BYTES_PER_MINUTE: "600" });
    gateway.upstream.answerWith((_request, response) => response.end(Buffer.alloc(50_000)));
    const from = address();
    const first = await ask(gateway, "/media/abc", { from });
    expect((await first.arrayBuffer()).byteLength).toBe(50_000);
    // The bytes are counted when the answer is over.
    await expect.poll(async () => (await ask(gateway, "/media/abc", { from })).status, { timeout: 20_000 }).toBe(429);
    const refused = await ask(gateway, "/media/abc", { from });
    // 50,000 bytes at 10 a second.
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(4000);
    expect((await ask(gateway, "/media/abc", { from: address() })).status).toBe(200);
  });
});

describe("several gateways", () => {
  it("count together, and each its share while Redis is away", async () => {
    const settings = { LIMIT_PUBLIC_PER_MINUTE: "12", INSTANCES: "3" };
    const all = [await limited(settings), await limited(settings), await limited(settings)];
    const from = address();
    const together = await Promise.all(all.map((gateway) => statuses(10, () => ask(gateway, "/", { from }))));
    expect(together.reduce((sum, seen) => sum + (seen[200] ?? 0), 0)).toBe(12);
    const later = address();
    await redis.restart(async () => {
      for (const gateway of all)
        expect(await statuses(10, () => ask(gateway, "/", { from: later }))).toEqual({ 200: 4, 429: 6 });
    });
    for (const gateway of all) {
      await expect
        .poll(async () => (await ask(gateway, "/health", { from: address() })).headers.get("ratelimit"), {
          timeout: 20_000,
        })
        .toBe('"health";r=119;t=60');
    }
  });
});
