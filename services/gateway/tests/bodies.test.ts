import { maxJsonBytes, maxRequestBytes } from "@agentos/contracts/limits";
import { once } from "node:events";
import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { errorOf, startGateway, type TestGateway } from "./support/gateway.ts";
import { makeToken } from "@agentos/testkit/identity/tokens";

let gateway: TestGateway;
let authorization: string;
beforeAll(async () => {
  gateway = await startGateway();
  authorization = `Bearer ${await makeToken(gateway.key)}`;
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.upstream.echo();
});

const chunkPath = "/api/upload/chunk?upload_id=0f2b7a4e-6a52-4c5e-9d8a-1c2d3e4f5a6b&index=0";
const octets = { "content-type": "application/octet-stream" };
const megabyte = Buffer.alloc(1024 * 1024, 7);

function* zeros(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= megabyte.length) yield megabyte.subarray(0, Math.min(left, megabyte.length));
}

/** Begins a request whose body is yet to come. */
function begin(path: string, headers: Record<string, string | number>): ClientRequest {
  const outgoing = httpRequest(`${gateway.url}${path}`, { method: "POST", headers: { authorization, ...headers } });
  // The gateway may end the connection while the body is still being sent.
  outgoing.on("error", () => undefined);
  return outgoing;
}

async function answerTo(outgoing: ClientRequest): Promise<{ status: number; body: Record<string, unknown> }> {
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: (await json(response)) as Record<string, unknown> };
}

/** Waits until a figure has begun to grow and has stopped. */
async function untilStill(read: () => number): Promise<void> {
  for (let before = -1; read() === 0 || read() !== before;) {
    before = read();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

describe("raw bytes", () => {
  it("are let through up to 100 MB, no faster than the service takes them", async () => {
    let take = (): void => undefined;
    let bytes = 0;
    gateway.upstream.answerWith((incoming, response) => {
      take = () => incoming.on("data", (chunk: Buffer) => (bytes += chunk.length));
      incoming.on("end", () => response.end(JSON.stringify({ bytes })));
    });
    const outgoing = begin(chunkPath, { ...octets, "content-length": maxRequestBytes });
    Readable.from(zeros(maxRequestBytes)).pipe(outgoing);
    await untilStill(() => outgoing.socket?.bytesWritten ?? 0);
    // What the sockets' buffers hold, and no more.
    expect(outgoing.socket?.bytesWritten).toBeLessThan(maxRequestBytes / 3);
    take();
    expect(await answerTo(outgoing)).toEqual({ status: 200, body: { bytes: maxRequestBytes } });
  });

  it("are refused by their declared length, before any of them is sent", async () => {
    const seen = gateway.upstream.seen.length;
    const outgoing = begin(chunkPath, { ...octets, "content-length": maxRequestBytes + 1 });
    outgoing.flushHeaders();
    expect(await answerTo(outgoing)).toMatchObject({ status: 413, body: { error_code: "PAYLOAD_TOO_LARGE" } });
    expect(gateway.upstream.seen).toHaveLength(seen);
    outgoing.destroy();
  });

  it("are not asked for by 100-continue when they are too many", async () => {
    const outgoing = begin(chunkPath, { ...octets, "content-length": maxRequestBytes + 1, expect: "100-continue" });
    let continued = false;
    outgoing.on("continue", () => (continued = true));
    outgoing.flushHeaders();
    expect(await answerTo(outgoing)).toMatchObject({ status: 413 });
    expect(continued).toBe(false);
    outgoing.destroy();
  });

  it("are asked for by 100-continue when they are welcome", async () => {
    const outgoing = begin(chunkPath, { ...octets, "content-length": 3, expect: "100-continue" });
    outgoing.flushHeaders();
    await once(outgoing, "continue");
    outgoing.end("abc");
    expect(await answerTo(outgoing)).toMatchObject({ status: 200, body: { data: { bytes: 3 } } });
  });

  it("of no declared length are cut off when they have become too many", async () => {
    let aborted = false;
    gateway.upstream.answerWith((incoming) => {
      incoming.on("aborted", () => (aborted = true));
      incoming.on("error", () => undefined);
      incoming.resume();
    });
    const outgoing = begin(chunkPath, octets);
    Readable.from(zeros(maxRequestBytes + 5 * megabyte.length)).pipe(outgoing);
    expect(await answerTo(outgoing)).toMatchObject({ status: 413, body: { error_code: "PAYLOAD_TOO_LARGE" } });
    await vi.waitFor(() => expect(aborted).toBe(true), { timeout: 20_000 });
    outgoing.destroy();
  });

  it("that never end are cut off", async () => {
    gateway.upstream.answerWith((incoming) => {
      incoming.on("error", () => undefined);
      incoming.resume();
    });
    const outgoing = begin(chunkPath, octets);
    const flow = setInterval(() => {
      if (!outgoing.destroyed && outgoing.writableLength < 4 * megabyte.length) outgoing.write(megabyte);
    }, 1);
    expect(await answerTo(outgoing)).toMatchObject({ status: 413 });
    await new Promise((resolve) => outgoing.once("close", resolve));
    clearInterval(flow);
  });

  it("must be called raw bytes, and be so", async () => {
    const send = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${gateway.url}${chunkPath}`, { method: "POST", headers: { authorization, ...headers }, body: "abc" });
    expect((await send(octets)).status).toBe(200);
    for (const headers of [{ "content-type": "text/plain" }, { ...octets, "content-encoding": "gzip" }]) {
      expect(await errorOf(await send(headers))).toMatchObject({ status: 415, error_code: "UNSUPPORTED_MEDIA_TYPE" });
    }
  });

  it("arrive as they are", async () => {
    let got = Buffer.alloc(0);
    gateway.upstream.answerWith((incoming, response) => {
      incoming.on("data", (chunk: Buffer) => (got = Buffer.concat([got, chunk])));
      incoming.on("end", () => response.end("{}"));
    });
    const sent = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 31) % 256));
    await fetch(`${gateway.url}${chunkPath}`, { method: "POST", headers: { authorization, ...octets }, body: sent });
    expect(got.equals(sent)).toBe(true);
  });
});

describe("JSON", () => {
  const post = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
    fetch(`${gateway.url}/api/auth/login`, { method: "POST", headers, body });

  it("is let through, with its charset", async () => {
    expect((await post("{}")).status).toBe(200);
    expect((await post("{}", { "content-type": "application/json; charset=utf-8" })).status).toBe(200);
  });

  it.each([["text/plain"], ["application/x-www-form-urlencoded"], ["multipart/form-data; boundary=x"], [""]])(
    "is not taken from `%s`",
    async (type) => {
      const reply = await errorOf(await post("{}", { "content-type": type }));
      expect(reply).toMatchObject({ status: 415, error_code: "UNSUPPORTED_MEDIA_TYPE" });
    },
  );

  it("is refused above 256 KiB, declared or not", async () => {
    const large = `{"a":"${"x".repeat(maxJsonBytes)}"}`;
    expect(await errorOf(await post(large))).toMatchObject({ status: 413, error_code: "PAYLOAD_TOO_LARGE" });
    const outgoing = begin("/api/auth/login", { "content-type": "application/json" });
    outgoing.write(large);
    outgoing.end();
    expect(await answerTo(outgoing)).toMatchObject({ status: 413 });
  });
});
