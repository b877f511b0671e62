import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import type { ClipView } from "@agentos/contracts/api/clips";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finishJob } from "./harness/finish-job.ts";
import { startTestService, type TestService } from "./harness/service.ts";

let service: TestService;
let clip: ClipView;
let bytes: Buffer;
beforeAll(async () => {
  service = await startTestService();
  const owner = randomUUID();
  const job_id = await service.createJob(owner);
  await finishJob(service);
  const { data } = await service.api("user", owner)(jobOperations.clips, { params: { job_id } });
  if (!data[0]) throw new Error("no clip");
  clip = data[0];
  bytes = Buffer.from(`clip ${clip.index} `.repeat(1000));
});
afterAll(() => service.close());

const get = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
  fetch(service.base() + path, { headers, method });
const body = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());
/** `fetch` adds a `Cache-Control: no-cache` of its own to conditional requests, as browsers do not. */
const statusOf = async (path: string, headers: Record<string, string>): Promise<number | undefined> => {
  const [response] = (await once(request(service.base() + path, { headers }).end(), "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode;
};

describe("a clip's file", () => {
  test("comes whole, with its type, its length and a private cache", async () => {
    const response = await get(clip.url);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("video/mp4");
    expect(response.headers.get("content-length")).toBe(String(bytes.length));
    expect(response.headers.get("accept-ranges")).toBe("bytes");
    expect(response.headers.get("cache-control")).toMatch(/^private, max-age=\d+, immutable$/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await body(response)).equals(bytes)).toBe(true);
  });

  test("has an address that tells until when it works", async () => {
    const [, seconds] = /max-age=(\d+)/.exec((await get(clip.url)).headers.get("cache-control") ?? "") ?? [];
    const until = Date.now() + Number(seconds) * 1000;
    expect(Math.abs(Date.parse(clip.urls_expire_at) - until)).toBeLessThan(60_000);
  });

  test.each([
    ["bytes=0-0", 0, 0],
    ["bytes=10-19", 10, 19],
    ["bytes=6990-", 6990, 6999],
    ["bytes=-5", 6995, 6999],
    ["bytes=6990-99999", 6990, 6999],
  ])("in part, for the range %s", async (range, start, end) => {
    expect(bytes).toHaveLength(7000);
    const response = await get(clip.url, { Range: range });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end}/7000`);
    expect(response.headers.get("content-length")).toBe(String(end - start + 1));
    expect((await body(response)).equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  test("has no part beyond its end", async () => {
    const response = await get(clip.url, { Range: "bytes=7000-" });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe("bytes */7000");
    expect(await response.json()).toMatchObject({ success: false, error_code: "RANGE_NOT_SATISFIABLE" });
  });

  test.each(["lines=1-2", "nonsense", "bytes=0-1,5-6"])("comes whole for the range %s", async (range) => {
    const response = await get(clip.url, { Range: range });
    expect(response.status).toBe(200);
    expect(await body(response)).toHaveLength(7000);
  });

  test("is not sent again to who has it, and in part only of the same version", async () => {
    const etag = (await get(clip.url)).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    expect(await statusOf(clip.url, { "If-None-Match": etag })).toBe(304);
    expect(await statusOf(clip.url, { "If-None-Match": '"other"' })).toBe(200);
    expect((await get(clip.url, { Range: "bytes=0-9", "If-Range": etag })).status).toBe(206);
    expect((await get(clip.url, { Range: "bytes=0-9", "If-Range": '"other"' })).status).toBe(200);
  });

  test("is described without its bytes", async () => {
    const response = await get(clip.url, {}, "HEAD");
    expect([response.status, response.headers.get("content-length")]).toEqual([200, "7000"]);
    expect(await body(response)).toHaveLength(0);
  });

  test("can be downloaded under the clip's title", async () => {
    const response = await get(`${clip.url}?download=1`);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${clip.title}.mp4"`);
    expect(response.headers.get("content-type")).toBe("video/mp4");
  });

  test("has a thumbnail and captions beside it", async () => {
    const thumbnail = await get(clip.thumbnail_url);
    expect([thumbnail.status, thumbnail.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    const captions = await get(clip.captions_url ?? "");
    expect([captions.status, captions.headers.get("content-type")]).toEqual([200, "text/vtt"]);
    expect(clip.subtitles_url).toBeNull();
  });

  test("has an address that nobody can make up", async () => {
    const [, id, kind, expiry, signature] = /^\/media\/([^.]+)\.([^.]+)\.([^.]+)\.(.+)$/.exec(clip.url) ?? [];
    const forged = [
      `/media/${id}.thumbnail.${expiry}.${signature}`,
      `/media/${randomUUID()}.${kind}.${expiry}.${signature}`,
      `/media/${id}.${kind}.${Number(expiry) + 1}.${signature}`,
      `/media/${id}.${kind}.${expiry}.`,
      `/media/${id}.${kind}.${expiry}.${"A".repeat(43)}`,
      "/media/nonsense",
      "/media/..%2F..%2Fetc%2Fpasswd",
    ];
    for (const path of forged) expect((await get(path)).status).toBe(404);
  });
});
