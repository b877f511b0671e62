import { afterAll, beforeAll, expect, test } from "vitest";
import { describeMeasured, digestOfLarge, uploadLarge } from "./harness/large-upload.ts";
import { startProcess } from "./harness/process.ts";
import { startStack, type TestStack } from "./harness/stack.ts";

const mebibyte = 2 ** 20;
const chunkBytes = 8 * mebibyte;

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack({ UPLOAD_CHUNK_BYTES: String(chunkBytes) });
});
afterAll(() => stack.close());

test("2 GB pass through in as much memory as 64 MB", async () => {
  const service = await startProcess(stack.environment());
  const small = await uploadLarge(stack.client(undefined, service), service, 64 * mebibyte);
  const large = await uploadLarge(stack.client(undefined, service), service, 2048 * mebibyte + 12_345);
  for (const measured of [small, large]) process.stdout.write(`${describeMeasured(measured)}\n`);
  expect(large.sha256).toBe(digestOfLarge(large.bytes, chunkBytes));
  expect(large.memory.finalize - small.memory.finalize).toBeLessThan(64 * mebibyte);
  expect(await service.stop()).toEqual({ code: 0 });
});
