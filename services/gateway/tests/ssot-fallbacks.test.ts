import { snapshotCache } from "@agentos/contracts/snapshot/snapshot";
import { startRedis, type TestRedis } from "@agentos/testkit/servers/redis";
import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { connectRedis } from "@agentos/redis/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { errorOf, startGateway, type TestGateway } from "./support/gateway.ts";
import { hitsOf } from "./support/metrics.ts";
import { readModelOn, snapshotOf, type ReadModelVoice } from "./support/read-model.ts";
import { makeToken } from "@agentos/testkit/identity/tokens";

const first = snapshotOf(1);
let redis: TestRedis;
let gateway: TestGateway;
let readModel: ReadModelVoice;
let authorization: string;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());
beforeEach(async () => {
  gateway = await startGateway({ REDIS_URL: redis.urlFor("gateway"), REDIS_BUDGET_MS: "20000" });
  readModel = await readModelOn(gateway.nats);
  authorization = `Bearer ${await makeToken(gateway.key, { claims: { role: "operator" } })}`;
});
afterEach(async () => {
  await readModel.close();
  await gateway.stop();
});

function ask(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${gateway.url}/api/admin/ssot`, {
    headers: { authorization, "accept-encoding": "identity", ...headers },
  });
}

const until = (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 30_000, interval: 50 });

async function untilCache(cache: string): Promise<void> {
  await until(async () => expect((await ask()).headers.get("x-cache")).toBe(cache));
}

/** read-model's HTTP side answers with a version. */
function serveOverHttp(bytes: typeof first, headers: Record<string, string> = {}): void {
  gateway.upstream.answerWith((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", etag: bytes.etag, "x-cache": "MISS", ...headers });
    response.end(Buffer.from(bytes.identity, "base64"));
  });
}

const digest = (bytes: typeof first): string =>
  createHash("sha256").update(Buffer.from(bytes.identity, "base64")).digest("hex");
const digestOf = async (response: Response): Promise<string> =>
  createHash("sha256")
    .update(Buffer.from(await response.arrayBuffer()))
    .digest("hex");

it("before anything was published the answer is read-model's own, and five hundred at once are one question", async () => {
  gateway.upstream.answerWith((_request, response) => {
    setTimeout(() => {
      response.writeHead(200, { etag: first.etag, "x-cache": "MISS" });
      response.end(Buffer.from(first.identity, "base64"));
    }, 1500);
  });
  const answers = await Promise.all(Array.from({ length: 500 }, () => ask()));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ headers }) => headers.get("x-cache")))).toEqual(new Set(["MISS"]));
  expect(new Set(await Promise.all(answers.map(digestOf)))).toEqual(new Set([digest(first)]));
  expect(gateway.upstream.seen).toHaveLength(1);
  const asked = gateway.upstream.seen[0]?.headers;
  expect(await gateway.verifyCaller(String(asked?.["x-aos-caller"]))).toMatchObject({ role: "operator" });
  expect((await hitsOf(gateway.service))["miss"]).toBe(500);
  expect((await ask({ "if-none-match": first.etag })).status).toBe(304);
});

it("what read-model itself calls stale stays stale, with its age", async () => {
  serveOverHttp(first, { "x-cache": "STALE", age: "42" });
  const { headers } = await ask();
  expect([headers.get("x-cache"), headers.get("age"), headers.get("etag")]).toEqual(["STALE", "42", first.etag]);
});

it("when the builder falls silent read-model is asked, and when that fails too the last bytes are stale, until both are back", async () => {
  await readModel.publish(first);
  await readModel.beat(first);
  await untilCache("HIT");
  readModel.silence();
  serveOverHttp(first);
  await untilCache("MISS");
  await gateway.upstream.down();
  await untilCache("STALE");
  await until(async () => expect(Number((await ask()).headers.get("age"))).toBeGreaterThan(2));
  const stale = await ask();
  expect(await digestOf(stale)).toBe(digest(first));
  expect((await ask({ "if-none-match": first.etag })).status).toBe(304);
  await gateway.upstream.up();
  await untilCache("MISS");
  await readModel.beat(first);
  await untilCache("HIT");
});

it("while NATS is away the last bytes go on, and there is a hit again when it is back", async () => {
  await readModel.publish(first);
  await readModel.beat(first);
  await untilCache("HIT");
  await gateway.upstream.down();
  await gateway.nats.kill();
  await untilCache("STALE");
  expect((await ask()).status).toBe(200);
  await gateway.nats.restart();
  await untilCache("HIT");
  await gateway.upstream.up();
});

it("a read-model that hangs or answers nonsense holds nobody up for long", async () => {
  await readModel.publish(first);
  await readModel.beat(first);
  await untilCache("HIT");
  readModel.silence();
  gateway.upstream.answerWith(() => undefined);
  await untilCache("STALE");
  gateway.upstream.answerWith((_request, response) => response.writeHead(500).end("{}"));
  await untilCache("STALE");
  expect((await hitsOf(gateway.service))["stale"]).toBeGreaterThanOrEqual(2);
});

it("a version that was missed is asked for", async () => {
  const second = snapshotOf(2);
  await readModel.publish(first);
  await readModel.beat(first);
  await untilCache("HIT");
  await readModel.answerWith(second);
  await readModel.beat(second);
  await until(async () => expect((await ask()).headers.get("etag")).toBe(second.etag));
  await untilCache("HIT");
});

it("with nothing at hand it is what Redis has kept, and without that 503", async () => {
  await gateway.upstream.down();
  const refused = await ask();
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(refused.headers.get("cache-control")).toBe("no-store");
  expect(await errorOf(refused)).toMatchObject({ status: 503, error_code: "SERVICE_UNAVAILABLE" });
  const log = createLogger({ service: "read-model", instance: "test", level: "silent" });
  const kept = connectRedis({ url: redis.urlFor("read-model"), name: "test", log, budgetMs: 20_000 });
  await until(async () => kept.set(snapshotCache.key, JSON.stringify(first), snapshotCache.seconds));
  await until(async () => expect((await ask()).status).toBe(200));
  const restored = await ask();
  expect(restored.headers.get("x-cache")).toBe("STALE");
  expect(await digestOf(restored)).toBe(digest(first));
  kept.close();
  await gateway.upstream.up();
});
