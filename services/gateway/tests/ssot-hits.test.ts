import { get, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { accessToken } from "@agentos/contracts/access-token";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGateway, type TestGateway } from "./support/gateway.ts";
import { hitsOf, slowReadsOf } from "./support/metrics.ts";
import { readModelOn, snapshotOf, type ReadModelVoice } from "./support/read-model.ts";
import { makeToken } from "@agentos/testkit/identity/tokens";

const first = snapshotOf(1);
let gateway: TestGateway;
let readModel: ReadModelVoice;
let authorization: string;

beforeAll(async () => {
  gateway = await startGateway({ TRUSTED_PROXIES: "127.0.0.0/8", ADMIN_ALLOWLIST: "127.0.0.0/8,192.0.2.0/24" });
  readModel = await readModelOn(gateway.nats);
  await readModel.publish(first);
  await readModel.beat(first);
  authorization = `Bearer ${await makeToken(gateway.key, { claims: { role: "readonly" } })}`;
  while ((await ask()).headers["x-cache"] !== "HIT") await sleep(20);
});
afterAll(async () => {
  await readModel.close();
  await gateway.stop();
});

type Read = { status: number; headers: IncomingMessage["headers"]; body: Buffer };

/** Reads without a client that unpacks by itself. */
function ask(headers: Record<string, string> = {}, { path = "/api/admin/ssot", method = "GET" } = {}): Promise<Read> {
  return new Promise((resolve, reject) => {
    const sent = get(`${gateway.url}${path}`, { method, headers: { authorization, ...headers } }, (response) => {
      buffer(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        reject,
      );
    });
    sent.once("error", reject);
  });
}

/** How many of some reads did not go through the app. */
async function fastOf(reads: () => Promise<unknown>): Promise<number> {
  const seen = async () => Object.values(await hitsOf(gateway.service)).reduce((sum, count) => sum + count, 0);
  const [all, slow] = [await seen(), await slowReadsOf(gateway.service)];
  await reads();
  return (await seen()) - all - ((await slowReadsOf(gateway.service)) - slow);
}

const identity = Buffer.from(first.identity, "base64");

describe("a hit", () => {
  it("is answered at once, at either address, and nobody else is asked", async () => {
    const seen = gateway.upstream.seen.length;
    const fast = await fastOf(async () => {
      for (const path of ["/api/admin/ssot", "/api/v1/admin/ssot"]) {
        const { status, headers, body } = await ask({}, { path });
        expect([status, headers["x-cache"], headers.age, body.equals(identity)]).toEqual([200, "HIT", "0", true]);
      }
    });
    expect(fast).toBe(2);
    expect(gateway.upstream.seen).toHaveLength(seen);
  });

  it("says everything that an answer of the API says, whichever way it goes", async () => {
    const fast = await ask();
    const slow = await ask({}, { path: "/api/admin/ssot?x=1" });
    expect(slow.body.equals(fast.body)).toBe(true);
    const same = ({ headers }: Read) => ({ ...headers, date: "", ratelimit: "", "x-trace-id": "" });
    expect(same(slow)).toEqual(same(fast));
    expect(fast.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "cache-control": "private, no-cache",
      vary: "Accept-Encoding, Origin",
      etag: first.etag,
      "ratelimit-policy": '"staff";q=1000000000;w=60',
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    });
    expect(fast.headers["ratelimit"]).toMatch(/^"staff";r=\d+;t=\d+$/);
    expect(fast.headers["x-trace-id"]).toMatch(/^[0-9a-f]{32}$/);
  });

  it("continues the trace", async () => {
    const id = "0af7651916cd43dd8448eb211c80319c";
    expect((await ask({ "x-trace-id": id })).headers["x-trace-id"]).toBe(id);
    expect((await ask({ traceparent: `00-${id}-b7ad6b7169203331-01` })).headers["x-trace-id"]).toBe(id);
    expect((await ask({ "x-trace-id": "evil" })).headers["x-trace-id"]).not.toBe("evil");
  });

  it.each([
    ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
    ["gzip, deflate", "gzip", gunzipSync],
    ["br;q=0.1, gzip", "gzip", gunzipSync],
  ] as const)("packed for %s is %s of the same bytes, with a tag of its own", async (accepted, coding, unpack) => {
    const { headers, body } = await ask({ "accept-encoding": accepted });
    expect(headers["content-encoding"]).toBe(coding);
    expect(headers["content-length"]).toBe(`${body.length}`);
    expect(headers.etag).toBe(`${first.etag.slice(0, -1)}-${coding}"`);
    expect(unpack(body).equals(identity)).toBe(true);
  });

  it("that the client has already is 304, in whichever coding it has it", async () => {
    const { etag = "" } = (await ask({ "accept-encoding": "br" })).headers;
    const before = (await hitsOf(gateway.service))["not_modified"] ?? 0;
    for (const tag of [etag, first.etag, `W/${first.etag}, "x"`, "*"]) {
      const { status, headers, body } = await ask({ "accept-encoding": "br", "if-none-match": tag });
      expect([status, headers.etag, headers["x-cache"], body.length]).toEqual([304, etag, "HIT", 0]);
      expect(headers["content-length"]).toBeUndefined();
    }
    expect((await ask({ "if-none-match": '"other"' })).status).toBe(200);
    expect((await hitsOf(gateway.service))["not_modified"]).toBe(before + 4);
  });

  it("to HEAD is the same without the body", async () => {
    const { status, headers, body } = await ask({}, { method: "HEAD" });
    expect([status, headers["x-cache"], headers["content-length"], body.length]).toEqual([
      200,
      "HIT",
      `${identity.length}`,
      0,
    ]);
  });

  it("comes behind trusted proxies by the client's own address", async () => {
    const fast = await fastOf(async () => {
      expect((await ask({ "x-forwarded-for": "203.0.113.9, 192.0.2.7" })).status).toBe(200);
      expect((await ask({ "x-forwarded-for": "192.0.2.7, 203.0.113.9" })).status).toBe(403);
    });
    expect(fast).toBe(1);
  });
});

describe("what is not plain", () => {
  it.each<[string, Record<string, string>, { path?: string; method?: string }, number]>([
    ["a token that is none", { authorization: "Bearer x.y.z" }, {}, 401],
    ["no token", { authorization: "" }, {}, 401],
    ["another scheme", { authorization: "Basic eA==" }, {}, 401],
    ["another method", {}, { method: "POST" }, 404],
    ["a body", { "content-length": "0" }, {}, 200],
    ["another origin", { origin: "https://other.example" }, {}, 200],
    ["a path that only begins like it", {}, { path: "/api/admin/ssotx" }, 404],
    ["a path that ends in a slash", {}, { path: "/api/admin/ssot/" }, 404],
  ])("goes the way of all requests: %s", async (_, headers, how, status) => {
    const fast = await fastOf(async () => expect((await ask(headers, how)).status).toBe(status));
    expect(fast).toBe(0);
  });

  it("a user's token is refused each time", async () => {
    const user = `Bearer ${await makeToken(gateway.key)}`;
    for (let turn = 0; turn < 3; turn += 1) expect((await ask({ authorization: user })).status).toBe(403);
  });

  it("another token is verified first, and known from then on", async () => {
    const other = `Bearer ${await makeToken(gateway.key, { claims: { role: "admin" } })}`;
    const read = () => ask({ authorization: other });
    expect(await fastOf(read)).toBe(0);
    expect(await fastOf(read)).toBe(1);
  });

  it("a token that was known is refused when it has expired", async () => {
    const exp = Math.floor(Date.now() / 1000) - accessToken.toleranceSeconds + 3;
    const ending = `Bearer ${await makeToken(gateway.key, { claims: { role: "admin", exp } })}`;
    const read = () => ask({ authorization: ending });
    expect((await read()).status).toBe(200);
    await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe(401);
  });
});

describe("a new version", () => {
  it("is told from the moment that it is published, and an older one never again", async () => {
    const tagOf = async () => (await ask()).headers.etag;
    const [second, third] = [snapshotOf(2), snapshotOf(1, { epoch: 1 })];
    await readModel.publish(second);
    await readModel.beat(second);
    await expect.poll(tagOf, { timeout: 20_000 }).toBe(second.etag);
    await readModel.publish(first);
    await readModel.publish(third);
    await readModel.beat(third);
    await expect.poll(tagOf, { timeout: 20_000 }).toBe(third.etag);
    await readModel.publish(snapshotOf(9));
    await readModel.publish(third);
    expect(await tagOf()).toBe(third.etag);
  });
});
