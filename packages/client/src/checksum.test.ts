import { createHash, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { sha256OfChunk, sha256OfFile } from "./checksum.ts";

it("hashes a file in parts as a whole, and a chunk", async () => {
  const bytes = randomBytes(9 * 1024 * 1024 + 17);
  const expected = createHash("sha256").update(bytes).digest("hex");
  const seen: number[] = [];
  await expect(sha256OfFile(new Blob([bytes]), { onProgress: (done) => seen.push(done) })).resolves.toBe(expected);
  expect(seen.at(-1)).toBe(bytes.length);
  await expect(sha256OfChunk(await new Blob([bytes]).arrayBuffer())).resolves.toBe(expected);
});
