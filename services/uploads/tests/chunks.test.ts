import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Agent, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { uploadOperations } from "@agentos/contracts/api/upload";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256, type UploadsClient } from "./harness/client.ts";
import { startStack, type TestStack } from "./harness/stack.ts";
import { begin, beginAndSend, finalizeBody, send } from "./harness/upload.ts";
import { until } from "./harness/until.ts";

const { chunk, finalize, status } = uploadOperations;

let stack: TestStack;
let client: UploadsClient;
beforeAll(async () => {
  stack = await startStack({ UPLOAD_IDLE_SECONDS: "2" });
  client = stack.client();
});
afterAll(() => stack.close());

const received = async (id: string): Promise<number[]> =>
  (await client.call(status, { params: { upload_id: id } })).data.received;
const source = (id: string): string => path.join(stack.folder, "input/uploads", id, "source");

test("any order, any repetition and any number at once give the file", async () => {
  const plan = fc.record({
    bytes: fc.integer({ min: 1, max: 150_000 }),
    seed: fc.integer(),
    extra: fc.integer({ min: 0, max: 5 }),
    atOnce: fc.integer({ min: 1, max: 6 }),
    checksums: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ bytes, seed, extra, atOnce, checksums }) => {
      const { id, whole, chunks } = await begin(client, bytes);
      const next = randomNumbers(seed);
      const order = [...chunks.keys(), ...Array.from({ length: extra }, () => next() % chunks.length)]
        .map((index) => ({ index, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ index }) => index);
      const sendSome = async (): Promise<void> => {
        for (let index = order.pop(); index !== undefined; index = order.pop()) {
          const bytesOfIt = chunks[index] as Buffer;
          const headers: Record<string, string> = checksums ? { "X-Chunk-SHA256": sha256(bytesOfIt) } : {};
          const reply = await client.sendChunk({ uploadId: id, index }, bytesOfIt, headers);
          expect(reply).toMatchObject({ status: 200, data: { upload_id: id, index, total_chunks: chunks.length } });
        }
      };
      await Promise.all(Array.from({ length: atOnce }, sendSome));
      expect(await received(id)).toEqual([...chunks.keys()]);
      const reply = await client.call(finalize, finalizeBody({ id }));
      expect(reply).toMatchObject({ status: 200, data: { upload_id: id, sha256: sha256(whole) } });
      expect((await readFile(source(id))).equals(whole)).toBe(true);
    }),
    { numRuns: 15 },
  );
});

/** Mulberry32, so that a run can be repeated by its seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

describe("a chunk that is refused does not count, and can be sent again", () => {
  test("of another length, declared or not, with the connection usable afterwards", async () => {
    const begun = await begin(client, 25_000);
    const [first, , last] = begun.chunks as [Buffer, Buffer, Buffer];
    const wrong = [first.subarray(1), Buffer.concat([first, first]), Buffer.alloc(0), last];
    for (const bytes of wrong) {
      for (const body of [bytes, new Blob([new Uint8Array(bytes)]).stream()]) {
        const reply = await client.sendChunk({ uploadId: begun.id, index: 0 }, body);
        expect(reply).toMatchObject({ status: 400, error_code: "CHUNK_SIZE_MISMATCH" });
      }
    }
    expect(await received(begun.id)).toEqual([]);
    await send(client, begun);
    expect((await client.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
  });

  test("with bytes that do not have the announced checksum", async () => {
    const begun = await begin(client, 20_000);
    const [first] = begun.chunks as [Buffer];
    const told = { "X-Chunk-SHA256": sha256(first) };
    const damaged = await client.sendChunk({ uploadId: begun.id, index: 0 }, randomBytes(10_000), told);
    expect(damaged).toMatchObject({ status: 422, error_code: "CHUNK_CHECKSUM_MISMATCH" });
    expect(await received(begun.id)).toEqual([]);
    const good = await client.sendChunk({ uploadId: begun.id, index: 0 }, first, {
      "X-Chunk-SHA256": sha256(first).toUpperCase(),
    });
    expect(good.status).toBe(200);
  });

  test("with a checksum that is none, or as a form, or encoded", async () => {
    const begun = await begin(client, 10_000);
    const to = { uploadId: begun.id, index: 0 };
    const bytes = begun.whole;
    expect((await client.sendChunk(to, bytes, { "X-Chunk-SHA256": "abc" })).error_code).toBe("VALIDATION_ERROR");
    expect((await client.sendChunk(to, bytes, { "Content-Type": "multipart/form-data; boundary=x" })).status).toBe(415);
    expect((await client.sendChunk(to, bytes, { "Content-Encoding": "gzip" })).status).toBe(415);
    expect(await received(begun.id)).toEqual([]);
  });

  test("beyond the end of the file", async () => {
    const begun = await begin(client, 25_000);
    for (const index of [3, 1_000_000]) {
      const reply = await client.sendChunk({ uploadId: begun.id, index }, Buffer.alloc(5000));
      expect(reply).toMatchObject({ status: 400, error_code: "CHUNK_OUT_OF_RANGE" });
    }
    for (const index of ["-1", "1.5", "x", "1000001"]) {
      const reply = await client.call(chunk, { query: { upload_id: begun.id, index } });
      expect(reply).toMatchObject({ status: 400, error_code: "VALIDATION_ERROR" });
    }
  });
});

describe("a connection that breaks", () => {
  test("leaves nothing counted", async () => {
    const begun = await begin(client, 20_000);
    const [first] = begun.chunks as [Buffer];
    const broken = await client.openChunk({ uploadId: begun.id, index: 0 }, { "Content-Length": "10000" });
    const ended = once(broken, "error");
    broken.write(first.subarray(0, 6000));
    await until("some bytes on disk", async () => (await partFile(begun.id)).length > 0);
    broken.destroy(new Error("pulled the cable"));
    await ended;
    await send(client, begun, [1].values());
    expect(await received(begun.id)).toEqual([1]);
    await send(client, begun, [0].values());
    expect((await client.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
  });

  test("without a word is given up, and does not hold up the next try", async () => {
    const begun = await begin(client, 10_000);
    const hanging = await client.openChunk({ uploadId: begun.id, index: 0 }, { "Content-Length": "10000" });
    const hungUp = once(hanging, "error");
    hanging.write(randomBytes(5000));
    await until("it is being received", async () => (await partFile(begun.id)).length > 0);
    await send(client, begun);
    await hungUp;
    expect((await client.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
  });
});

test("a try that goes wrong does not damage one that came after it", async () => {
  const begun = await begin(client, 10_000);
  const wrong = await client.openChunk({ uploadId: begun.id, index: 0 }, { "Content-Length": "10000" });
  const ended = once(wrong, "error");
  wrong.write(randomBytes(2000));
  await until("it is being received", async () => (await partFile(begun.id)).length > 0);
  const right = client.sendChunk({ uploadId: begun.id, index: 0 }, begun.whole);
  await sleep(200);
  wrong.write(randomBytes(4000));
  await until("more of it has arrived", async () => (await partFile(begun.id)).length >= 6000);
  wrong.destroy(new Error("given up"));
  await ended;
  expect((await right).status).toBe(200);
  expect(await client.call(finalize, finalizeBody(begun))).toMatchObject({ data: { sha256: sha256(begun.whole) } });
});

describe("a chunk that is sent again", () => {
  test("changes nothing, also many times at once", async () => {
    const begun = await begin(client, 25_000);
    const [first] = begun.chunks as [Buffer];
    const sendFirst = () => client.sendChunk({ uploadId: begun.id, index: 0 }, first);
    for (const reply of await Promise.all(Array.from({ length: 8 }, sendFirst))) {
      expect(reply).toMatchObject({ status: 200, data: { index: 0, received: 1, total_chunks: 3 } });
    }
    expect(await received(begun.id)).toEqual([0]);
  });

  test("with other bytes is refused, and what was there stays", async () => {
    const begun = await beginAndSend(client, 20_000);
    const other = await client.sendChunk({ uploadId: begun.id, index: 1 }, randomBytes(10_000));
    expect(other).toMatchObject({ status: 409, error_code: "CONFLICT" });
    expect((await client.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
  });

  test("at once to two instances gives the file all the same", async () => {
    const second = stack.client(client.userId, await stack.startService());
    const begun = await begin(client, 60_000);
    await Promise.all([send(client, begun), send(second, begun)]);
    expect((await second.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
    expect((await readFile(source(begun.id))).equals(begun.whole)).toBe(true);
  });

  test("after the end is refused", async () => {
    const begun = await beginAndSend(client, 20_000);
    await client.call(finalize, finalizeBody(begun));
    for (const bytes of [begun.chunks[0] as Buffer, randomBytes(10_000)]) {
      const late = await client.sendChunk({ uploadId: begun.id, index: 0 }, bytes);
      expect(late).toMatchObject({ status: 409, error_code: "UPLOAD_FINALIZED" });
    }
    expect(await received(begun.id)).toEqual([0, 1]);
  });
});

describe("nobody else", () => {
  test("can see, fill or finish an upload", async () => {
    const begun = await begin(client, 10_000);
    const stranger = stack.client();
    for (const id of [begun.id, randomUUID()]) {
      const refused = { status: 404, error_code: "NOT_FOUND" };
      expect(await stranger.call(status, { params: { upload_id: id } })).toMatchObject(refused);
      expect(await stranger.call(finalize, finalizeBody({ id }))).toMatchObject(refused);
      expect(await stranger.call(finalize, finalizeBody({ id }, true))).toMatchObject(refused);
      expect(await stranger.sendChunk({ uploadId: id, index: 0 }, begun.whole)).toMatchObject(refused);
    }
    expect(await received(begun.id)).toEqual([]);
    const [row] = await stack.rows("select wants_job, version from uploads.uploads where id = $1", [begun.id]);
    expect(row).toEqual({ wants_job: false, version: 1 });
  });

  test("gets in without the gateway's word", async () => {
    const { port } = stack.service.address();
    const id = randomUUID();
    for (const header of [{}, { "x-aos-caller": "forged" }]) {
      const response = await fetch(`http://127.0.0.1:${port}/api/upload/chunk?upload_id=${id}&index=0`, {
        method: "POST",
        headers: header as Record<string, string>,
        body: Buffer.alloc(10),
      });
      expect(response.status).toBe(401);
    }
  });
});

test("a body without an end is cut off at the chunk's length", async () => {
  const begun = await begin(client, 10_000);
  const endless = await client.openChunk({ uploadId: begun.id, index: 0 }, { "Transfer-Encoding": "chunked" });
  endless.on("error", () => undefined);
  for (let written = 0; written < 50; written += 1) endless.write(randomBytes(1000));
  const [response] = (await once(endless, "response")) as [IncomingMessage];
  expect(response.statusCode).toBe(400);
  endless.destroy();
  expect((await partFile(begun.id)).length).toBeLessThanOrEqual(10_000);
});

test("what is left of a refused body is passed over, so that the connection serves the next request", async () => {
  const begun = await begin(client, 10_000);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sendFirst = async (bytes: Buffer): Promise<number | undefined> => {
    const request = await client.openChunk({ uploadId: begun.id, index: 0 }, {}, agent);
    // Written in two, it goes without a declared length.
    request.write(bytes.subarray(0, 5000));
    request.end(bytes.subarray(5000));
    const [response] = (await once(request, "response")) as [IncomingMessage];
    await text(response);
    return response.statusCode;
  };
  expect(await sendFirst(randomBytes(3_000_000))).toBe(400);
  expect(await sendFirst(begun.whole)).toBe(200);
  expect(await sendFirst(randomBytes(3_000_000))).toBe(400);
  agent.destroy();
});

/** What has been collected of an upload. */
async function partFile(id: string): Promise<Buffer> {
  const [row] = await stack.rows<{ collection: string }>("select collection from uploads.uploads where id = $1", [id]);
  return readFile(path.join(stack.folder, "input/.parts", row?.collection ?? ""));
}
