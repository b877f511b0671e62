import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type Instance, type World } from "./support/world.ts";

const path = "/api/admin/ssot";
let world: World;
let instances: [Instance, Instance];
let statuses: number[];

const counted = async (metric: RegExp): Promise<number> => {
  const texts = await Promise.all(instances.map((one) => one.metrics()));
  return texts.map((text) => Number(metric.exec(text)?.[1] ?? 0)).reduce((sum, one) => sum + one, 0);
};

beforeAll(async () => {
  world = await startWorld();
  instances = await Promise.all([world.start(), world.start()]);
  // Before anybody has built one.
  const asking = Array.from({ length: 500 }, (_none, n) => instances[n % 2 === 0 ? 0 : 1].get(path));
  statuses = (await Promise.all(asking)).map(({ status }) => status);
});
afterAll(() => world.stop());

describe("the snapshot by HTTP", () => {
  it("is built once for five hundred who ask at the same time, of two instances", async () => {
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await counted(/ssot_builds_total\{result="new_version".*\} (\d+)/)).toBe(1);
    expect(world.heard.epochs.size).toBe(1);
  });

  it("comes in the coding that the client likes best, always the same bytes", async () => {
    const [plain, zipped, brotli, weighed] = await Promise.all(
      [undefined, "gzip", "gzip, deflate, br", "br;q=0.1, gzip;q=0.9"].map((accepted) =>
        instances[0].raw(path, accepted === undefined ? {} : { "accept-encoding": accepted }),
      ),
    );
    const codings = [plain, zipped, brotli, weighed].map((one) => one?.headers["content-encoding"]);
    expect(codings).toEqual([undefined, "gzip", "br", "gzip"]);
    const body = plain?.body as Buffer;
    expect(gunzipSync(zipped?.body as Buffer).equals(body)).toBe(true);
    expect(brotliDecompressSync(brotli?.body as Buffer).equals(body)).toBe(true);
    const tags = [plain, zipped, brotli].map((one) => one?.headers.etag);
    expect(new Set(tags).size).toBe(3);
    expect(plain?.headers).toMatchObject({ "x-cache": "MISS", vary: "Accept-Encoding" });
    expect(Number(plain?.headers.age)).toBeLessThan(15);
    const { data } = JSON.parse(body.toString()) as { data: Snapshot };
    expect(data).toMatchObject({ stale: [], version: expect.any(Number), generated_at: expect.any(String) });
  });

  it("is not sent again to who has it, however that is said", async () => {
    const { headers } = await instances[0].raw(path, { "accept-encoding": "br" });
    const tag = headers.etag as string;
    const known = [tag, `W/${tag}`, `"other", ${tag}`, "*"];
    const unknown = ['"other"', "", tag.slice(1, -1)];
    const ask = (one: string) => instances[0].raw(path, { "accept-encoding": "br", "if-none-match": one });
    const [again, anew] = await Promise.all([Promise.all(known.map(ask)), Promise.all(unknown.map(ask))]);
    expect(again.map(({ status, body }) => [status, body.length])).toEqual(known.map(() => [304, 0]));
    expect(again.map((one) => one.headers.etag)).toEqual(known.map(() => tag));
    expect(anew.map(({ status }) => status)).toEqual(unknown.map(() => 200));
  });

  it("is the same from who builds it and from who does not, and so is how it is", async () => {
    const documents = await Promise.all(
      instances.map(async (one) => (await one.get(path)).json() as Promise<{ data: Snapshot }>),
    );
    expect(documents[0]?.data).toEqual(documents[1]?.data);
    const healths = await Promise.all(
      instances.map(async (one) => (await one.get(`${path}/health`)).json() as Promise<{ data: object }>),
    );
    for (const { data } of healths) {
      expect(data).toMatchObject({
        epoch: documents[0]?.data.epoch,
        builder: expect.stringMatching(/^test-/),
        stale: [],
      });
    }
  });

  it("is for staff alone, whom the gateway speaks for", async () => {
    const roles = [null, "user", "readonly", "supervisor", "operator", "admin"] as const;
    for (const of of [path, `${path}/health`, `${path}/queue`]) {
      const got = await Promise.all(roles.map(async (role) => (await instances[0].get(of, { role })).status));
      expect(got).toEqual([401, 403, 200, 200, 200, 200]);
    }
    const forged = await instances[0].get(path, { role: null, headers: { "x-aos-caller": "x.y.z" } });
    expect(forged.status).toBe(401);
  });
});

describe("a section by HTTP", () => {
  const read = async (of: string) => {
    const response = await instances[1].get(`${path}/${of}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it("is what the snapshot has of it", async () => {
    const { body } = await read("analytics");
    expect(body).toMatchObject({ success: true, data: world.owners.jobs.parts.analytics });
    expect(body["pagination"]).toBeUndefined();
  });

  it("is read page by page from its owner, with its own filters, where it has rows", async () => {
    const { body } = await read("jobs?status=failed&search=talk&page=3&per_page=7&cursor=abc");
    expect(body["data"]).toEqual([{ section: "jobs", filters: { status: "failed", search: "talk" } }]);
    expect(body["pagination"]).toMatchObject({ page: 3, per_page: 7, next_cursor: "abc" });
  });

  it("is refused to whom its permission is missing", async () => {
    const users = async () => (await instances[0].get(`${path}/users`, { role: "operator" })).status;
    const none = { granted: [], denied: [] };
    const { identity } = world.owners;
    for (const access of [
      { ...none, role: "operator" as const },
      { ...none, role: null },
      { ...none, role: "admin" as const, denied: ["USER_MANAGE" as const] },
    ]) {
      identity.access = access;
      expect(await users()).toBe(403);
    }
    // Nobody answers for these rows here.
    for (const access of [
      { ...none, role: "admin" as const },
      { ...none, role: "operator" as const, granted: ["USER_MANAGE" as const] },
    ]) {
      identity.access = access;
      expect(await users()).toBe(503);
    }
  });

  it.each([
    "jobs?colour=red",
    "jobs?status=lost",
    "jobs?per_page=0",
    "analytics?status=failed",
    "nothing",
    "jobs?constructor=1",
  ])("is refused as %s", async (of) => {
    const { status, body } = await read(of);
    expect([status, body["error_code"]]).toEqual([400, "VALIDATION_ERROR"]);
  });
});
