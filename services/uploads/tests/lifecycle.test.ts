import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { uploadOperations } from "@agentos/contracts/api/upload";
import { createFileStore } from "@agentos/storage/file-store";
import { mountTinyDisk } from "@agentos/testkit/tiny-disk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256, type UploadsClient } from "./harness/client.ts";
import { startStack, type TestStack } from "./harness/stack.ts";
import { begin, beginAndSend, finalizeBody, send } from "./harness/upload.ts";
import { until } from "./harness/until.ts";

const { init, list, finalize, status } = uploadOperations;

let stack: TestStack;
let client: UploadsClient;
beforeAll(async () => {
  stack = await startStack();
  client = stack.client();
});
afterAll(() => stack.close());

describe("beginning", () => {
  test("tells how the file is to be cut", async () => {
    const reply = await client.call(init, { body: { filename: "talk.mp4", size: 25_001 } });
    expect(reply).toMatchObject({ status: 201, data: { chunk_size: 10_000, total_chunks: 3 } });
    const { data } = await client.call(status, { params: { upload_id: reply.data.upload_id } });
    expect(data).toMatchObject({ filename: "talk.mp4", size: 25_001, status: "receiving", received: [], job_id: null });
  });

  test("is nothing for a role that only reads, nor is going on or finishing", async () => {
    const reader = stack.client(client.userId, stack.service, "readonly");
    const { data } = await client.call(init, { body: { filename: "talk.mp4", size: 10_000 } });
    const refused = { status: 403, error_code: "FORBIDDEN" };
    expect(await reader.call(init, { body: { filename: "talk.mp4", size: 10_000 } })).toMatchObject(refused);
    expect(await reader.sendChunk({ uploadId: data.upload_id, index: 0 }, Buffer.alloc(10_000))).toMatchObject(refused);
    expect(await reader.call(finalize, { body: { upload_id: data.upload_id } })).toMatchObject(refused);
    expect(await reader.call(status, { params: { upload_id: data.upload_id } })).toMatchObject({ status: 200 });
  });

  test("refuses an empty file, and one that is too large", async () => {
    const empty = await client.call(init, { body: { filename: "talk.mp4", size: 0 } });
    expect(empty).toMatchObject({ status: 400, error_code: "EMPTY_FILE" });
    const tooLarge = await client.call(init, { body: { filename: "talk.mp4", size: 10 * 1024 ** 3 + 1 } });
    expect(tooLarge).toMatchObject({ status: 413, error_code: "FILE_TOO_LARGE" });
    expect(tooLarge.error).toContain("10.0 GiB");
  });

  test.each([
    {},
    { filename: "x", size: -1 },
    { filename: "x", size: 1.5 },
    { filename: "", size: 1 },
    { filename: "x".repeat(256), size: 1 },
    { filename: "x", size: 1, sha256: "abc" },
    { filename: "x", size: 1, key: "uploads/mine" },
    { filename: "x", size: 1, user_id: randomUUID() },
  ])("refuses %j", async (body) => {
    const reply = await client.call(init, { body: body as never });
    expect(reply).toMatchObject({ status: 400, error_code: "VALIDATION_ERROR" });
  });

  test.each(["../../../etc/passwd", "..\\..\\windows", "a/../b.mp4", "talk\0.mp4"])(
    "refuses the name %j",
    async (filename) => {
      const reply = await client.call(init, { body: { filename, size: 1 } });
      expect(reply).toMatchObject({ status: 400, error_code: "VALIDATION_ERROR", details: [{ path: "filename" }] });
    },
  );

  test("cleans names for those who read them, and never makes a path of them", async () => {
    const given = [
      "/etc/passwd",
      "a\r\nX-Evil: 1.mp4",
      "invoice\u202e4pm.exe",
      "C:\\fakepath\\talk.mp4",
      "${HOME}`id`",
    ];
    const shown = ["passwd", "aX-Evil: 1.mp4", "invoice4pm.exe", "talk.mp4", "${HOME}`id`"];
    for (const [place, filename] of given.entries()) {
      const begun = await begin(client, 10, { filename });
      await send(client, begun);
      await client.call(finalize, finalizeBody(begun));
      const { data } = await client.call(status, { params: { upload_id: begun.id } });
      expect(data.filename).toBe(shown[place]);
      expect(await readdir(path.join(stack.folder, "input/uploads", begun.id))).toEqual(["source"]);
    }
    expect((await readdir(stack.folder)).toSorted()).toEqual(["input"]);
  });
});

test("an upload goes on after the service was stopped and started, chunk by chunk", async () => {
  const begun = await begin(client, 45_000);
  let service = await stack.startService();
  for (const index of [4, 1, 0]) {
    await send(stack.client(client.userId, service), begun, [index].values());
    await service.stop();
    service = await stack.startService();
  }
  const after = stack.client(client.userId, service);
  const { data } = await after.call(status, { params: { upload_id: begun.id } });
  expect(data.received).toEqual([0, 1, 4]);
  await send(after, begun, [2, 3].values());
  expect((await after.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
});

test("the list shows own uploads, newest first, in pages by number and by cursor", async () => {
  const owner = stack.client();
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1) ids.unshift((await begin(owner, 10 + n)).id);
  await begin(stack.client(), 10);
  const first = await owner.call(list, { query: { per_page: 3 } });
  expect(first.data.map((upload) => upload.upload_id)).toEqual(ids.slice(0, 3));
  expect(first.pagination).toMatchObject({ page: 1, per_page: 3, total: 7, total_is: "exact", total_pages: 3 });
  expect(first.pagination).toMatchObject({ has_next: true, has_prev: false });
  const last = await owner.call(list, { query: { per_page: 3, page: 3 } });
  expect(last.data.map((upload) => upload.upload_id)).toEqual(ids.slice(6));
  expect(last.pagination).toMatchObject({ has_next: false, has_prev: true, next_cursor: null });
  const cursor = first.pagination.next_cursor ?? "";
  const next = await owner.call(list, { query: { per_page: 3, cursor } });
  expect(next.data.map((upload) => upload.upload_id)).toEqual(ids.slice(3, 6));
  const refused: Record<string, string | number>[] = [
    { cursor: "' or 1=1" },
    { page: 10_001 },
    { page: 101, per_page: 100 },
    { per_page: 101 },
  ];
  for (const query of refused) {
    expect(await owner.call(list, { query })).toMatchObject({ status: 400, error_code: "VALIDATION_ERROR" });
  }
});

test("an upload that nobody goes on with expires with all that it left; others do not", async () => {
  const short = { UPLOAD_EXPIRE_SECONDS: "3600", UPLOAD_EXPIRE_EVERY_SECONDS: "0.2" };
  const [left, halfDone, alive, done] = [
    await begin(client, 25_000),
    await begin(client, 25_000),
    await begin(client, 25_000),
    await beginAndSend(client, 5000),
  ];
  await send(client, halfDone, [1].values());
  await client.call(finalize, finalizeBody(done));
  const collections = await stack.rows<{ id: string; collection: string }>(
    "select id, collection from uploads.uploads where collection is not null",
  );
  await stack.rows("update uploads.uploads set last_chunk_at = now() - interval '2 hours' where id = any($1)", [
    [left.id, halfDone.id, done.id],
  ]);
  // The leader of before holds its lead until it stops.
  await stack.service.stop();
  const service = await stack.startService(short);
  client = stack.client(client.userId, service);
  await until("nothing left of what expired", async () => {
    const kept = await readdir(path.join(stack.folder, "input/.parts"));
    return collections.every(({ id, collection }) => kept.includes(collection) !== [left.id, halfDone.id].includes(id));
  });
  for (const { id } of [left, halfDone]) {
    await until("it is expired", async () => {
      const { data } = await client.call(status, { params: { upload_id: id } });
      return data.status === "expired" && data.received.length === 0;
    });
    const late = await client.sendChunk({ uploadId: id, index: 0 }, left.chunks[0] as Buffer);
    expect(late).toMatchObject({ status: 409, error_code: "UPLOAD_EXPIRED" });
    expect(await client.call(finalize, finalizeBody({ id }))).toMatchObject({ error_code: "UPLOAD_EXPIRED" });
  }
  await send(client, alive);
  expect((await client.call(finalize, finalizeBody(alive))).status).toBe(200);
  expect((await client.call(status, { params: { upload_id: done.id } })).data.status).toBe("finished");
});

describe("a disk without room", () => {
  test("is told at the beginning, before anything is sent", async () => {
    const service = await stack.startService({ UPLOAD_KEEP_FREE_BYTES: String(2 ** 52) });
    const reply = await stack.client(client.userId, service).call(init, { body: { filename: "x", size: 10 } });
    expect(reply).toMatchObject({ status: 503, error_code: "STORAGE_FULL" });
    expect(reply.headers.get("retry-after")).toBe("60");
  });

  test("that fills up in mid-upload is told, and the upload goes on once there is room", async ({ skip }) => {
    const disk = await mountTinyDisk(1 << 20);
    if (!disk) return skip("this account may not mount a file system");
    const inputRoot = path.join(disk.folder, "input");
    const files = createFileStore({ inputRoot, outputRoot: path.join(disk.folder, "output") });
    // A store that does not know how much room there is, so that the end of it is met in mid-chunk.
    const store = { ...files, freeBytes: async () => Infinity };
    const service = await stack.startService({ UPLOAD_CHUNK_BYTES: "300000" }, { store });
    const owner = stack.client(client.userId, service);
    const [one, two] = [await begin(owner, 900_000), await begin(owner, 600_000)];
    await send(owner, one, [0, 1].values());
    await send(owner, two, [0].values());
    const full = await owner.sendChunk({ uploadId: two.id, index: 1 }, two.chunks[1] as Buffer);
    expect(full).toMatchObject({ status: 503, error_code: "STORAGE_FULL" });
    expect((await owner.call(status, { params: { upload_id: two.id } })).data.received).toEqual([0]);
    await disk.grow(4 << 20);
    for (const begun of [one, two]) {
      await send(owner, begun);
      expect((await owner.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
    }
    await service.stop();
    await disk.remove();
  });
});

test("a service on a schema of another version does not start", async () => {
  await stack.rows("update uploads.schema_migration set name = '0000_older' where name = '0001_uploads'");
  await expect(stack.startService()).rejects.toThrow("Run the migrations");
  await stack.rows("update uploads.schema_migration set name = '0001_uploads' where name = '0000_older'");
});

test("readiness tells of each dependency", async () => {
  const service = await stack.startService();
  const ready = await fetch(`http://127.0.0.1:${service.address().opsPort}/ready`);
  expect(await ready.json()).toMatchObject({
    ready: true,
    checks: { database: { ok: true }, nats: { ok: true }, storage: { ok: true } },
  });
});
