import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import path from "node:path";
import { uploadOperations } from "@agentos/contracts/api/upload";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "./harness/client.ts";
import { describeMeasured, digestOfLarge, uploadLarge } from "./harness/large-upload.ts";
import { startProcess } from "./harness/process.ts";
import { startStack, type TestStack } from "./harness/stack.ts";
import { begin, finalizeBody, send } from "./harness/upload.ts";
import { until } from "./harness/until.ts";

const { status, finalize } = uploadOperations;
const mebibyte = 2 ** 20;

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack({ UPLOAD_LEASE_SECONDS: "2", UPLOAD_CHUNK_BYTES: String(mebibyte) });
});
afterAll(() => stack.close());

test("kill -9 between chunks, in mid-chunk and while it finishes: the upload goes on from what counted", async () => {
  let service = await startProcess(stack.environment());
  const client = stack.client(undefined, { address: () => service.address() });
  const restart = async (): Promise<void> => {
    await service.kill();
    service = await startProcess(stack.environment());
  };
  const received = async (id: string): Promise<number[]> =>
    (await client.call(status, { params: { upload_id: id } })).data.received;
  const begun = await begin(client, 40 * mebibyte + 5);

  await send(client, begun, [3, 40].values());
  await restart();
  expect(await received(begun.id)).toEqual([3, 40]);

  const [row] = await stack.rows<{ collection: string }>("select collection from uploads.uploads");
  const parts = path.join(stack.folder, "input/.parts", row?.collection ?? "");
  const blocks = (await stat(parts)).blocks;
  const half = await client.openChunk({ uploadId: begun.id, index: 7 }, { "Content-Length": String(mebibyte) });
  const broken = once(half, "error");
  half.write(randomBytes(mebibyte / 2));
  await until("half of the chunk is on disk", async () => (await stat(parts)).blocks > blocks);
  await restart();
  await broken;
  expect(await received(begun.id)).toEqual([3, 40]);

  await send(client, begun);
  const interrupted = client.call(finalize, finalizeBody(begun)).catch((error: unknown) => error);
  await until("it is finishing", async () => {
    const [upload] = await stack.rows<{ status: string }>("select status from uploads.uploads");
    return upload?.status !== "receiving";
  });
  await restart();
  await interrupted;
  const reply = await client.call(finalize, finalizeBody(begun));
  expect(reply).toMatchObject({ status: 200, data: { sha256: sha256(begun.whole) } });
  const events = await stack.rows("select name from uploads.events where entity_id = $1", [begun.id]);
  expect(events).toEqual([{ name: "file:uploaded" }]);
  await service.kill();
});

test("64 MB pass through without being held in memory", async () => {
  const chunkBytes = 8 * mebibyte;
  const service = await startProcess(stack.environment({ UPLOAD_CHUNK_BYTES: String(chunkBytes) }));
  const client = stack.client(undefined, service);
  // The first upload brings the code and the pools into memory.
  await uploadLarge(client, service, 64 * mebibyte);
  const measured = await uploadLarge(client, service, 64 * mebibyte);
  expect(measured.sha256).toBe(digestOfLarge(64 * mebibyte, chunkBytes));
  process.stdout.write(`${describeMeasured(measured)}\n`);
  expect(measured.memory.finalize - measured.memory.before).toBeLessThan(40 * mebibyte);
  expect(await service.stop()).toEqual({ code: 0 });
});
