import { randomBytes, randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { MultipartStore } from "../src/multipart-store.ts";
import type { ObjectStore } from "../src/object-store.ts";
import { breakingAfter, bytesOf, inPieces, keysOf, randomParts, sha256, stored, type TestPart } from "./collect.ts";

/** What holds of every driver that takes objects in parts. */
export function describeMultipartStore(driver: string, open: () => Promise<ObjectStore & MultipartStore>): void {
  describe(`${driver} as a store of parts`, () => {
    let store: ObjectStore & MultipartStore;
    const newKey = (): string => `uploads/${randomUUID()}/source`;
    const write = (key: string, collection: string, part: TestPart, body = part.body): Promise<{ sha256: string }> =>
      store.writePart(key, collection, part, inPieces(body));

    beforeAll(async () => {
      store = await open();
    });

    test("makes the object of parts in any order, at once and repeated", async () => {
      const plan = fc.record({
        bytes: fc.integer({ min: 1, max: 40_000 }),
        partBytes: fc.integer({ min: 500, max: 9000 }),
        order: fc.infiniteStream(fc.nat()),
      });
      await fc.assert(
        fc.asyncProperty(plan, async ({ bytes, partBytes, order }) => {
          const key = newKey();
          const { whole, parts } = randomParts(bytes, partBytes);
          const collection = await store.openParts(key);
          const repeated = [...order.take(3)].map((n) => parts[n % parts.length] as TestPart);
          const shuffled = [...parts, ...repeated].toSorted(() => ((order.next().value as number) % 2) * 2 - 1);
          const written = await Promise.all(shuffled.map((part) => write(key, collection, part)));
          expect(written.map((one) => one.sha256)).toEqual(shuffled.map((part) => sha256(part.body)));
          const assembly = await store.assemble(key, collection, stored(parts), { sha256: sha256(whole) });
          expect(assembly).toEqual({ outcome: "assembled", bytes, sha256: sha256(whole) });
          expect((await bytesOf(await store.read(key))).equals(whole)).toBe(true);
        }),
        { numRuns: 25 },
      );
    });

    test("shows nothing before the parts are put together", async () => {
      const key = newKey();
      const { parts } = randomParts(10_000, 3000);
      const collection = await store.openParts(key);
      for (const part of parts) await write(key, collection, part);
      await expect(store.stat(key)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await keysOf(store.list("uploads/"))).not.toContain(key);
      expect(await store.remove(key.replace("source", ""))).toBe(0);
      expect((await store.assemble(key, collection, stored(parts))).outcome).toBe("assembled");
      expect(await keysOf(store.list("uploads/"))).toContain(key);
    });

    test("refuses bodies of another length, and takes the part again", async () => {
      const key = newKey();
      const { whole, parts } = randomParts(8000, 4000);
      const [first, second] = parts as [TestPart, TestPart];
      const collection = await store.openParts(key);
      await write(key, collection, second);
      for (const body of [first.body.subarray(1), Buffer.concat([first.body, Buffer.from("x")]), Buffer.alloc(0)]) {
        await expect(write(key, collection, first, body)).rejects.toMatchObject({ code: "CHUNK_SIZE_MISMATCH" });
      }
      const broken = breakingAfter(first.body.subarray(0, 2000));
      await expect(store.writePart(key, collection, first, broken)).rejects.toThrow("the connection broke");
      await write(key, collection, first);
      await store.assemble(key, collection, stored(parts));
      expect((await bytesOf(await store.read(key))).equals(whole)).toBe(true);
    });

    test("names the parts that are not what they were, and takes them again", async () => {
      const key = newKey();
      const { whole, parts } = randomParts(12_000, 3000);
      const collection = await store.openParts(key);
      for (const part of parts.slice(0, 3)) await write(key, collection, part);
      await write(key, collection, parts[1] as TestPart, randomBytes(3000));
      expect(await store.assemble(key, collection, stored(parts))).toEqual({ outcome: "damaged", parts: [1, 3] });
      await expect(store.stat(key)).rejects.toMatchObject({ code: "NOT_FOUND" });
      for (const index of [1, 3]) await write(key, collection, parts[index] as TestPart);
      expect((await store.assemble(key, collection, stored(parts))).outcome).toBe("assembled");
      expect((await bytesOf(await store.read(key))).equals(whole)).toBe(true);
    });

    test("refuses a whole that is not the one that was wanted", async () => {
      const key = newKey();
      const { whole, parts } = randomParts(5000, 3000);
      const collection = await store.openParts(key);
      for (const part of parts) await write(key, collection, part);
      const wanted = { sha256: sha256(Buffer.from("another")) };
      const expected = { outcome: "mismatch", sha256: sha256(whole) };
      expect(await store.assemble(key, collection, stored(parts), wanted)).toEqual(expected);
      await expect(store.stat(key)).rejects.toMatchObject({ code: "NOT_FOUND" });
    });

    test("answers the same again, also to several at once, and takes no part afterwards", async () => {
      const key = newKey();
      const { whole, parts } = randomParts(200_000, 30_000);
      const collection = await store.openParts(key);
      for (const part of parts) await write(key, collection, part);
      const assemble = (): Promise<unknown> => store.assemble(key, collection, stored(parts));
      const all = [...(await Promise.all([assemble(), assemble(), assemble()])), await assemble()];
      for (const one of all) expect(one).toEqual({ outcome: "assembled", bytes: 200_000, sha256: sha256(whole) });
      await expect(write(key, collection, parts[0] as TestPart)).rejects.toMatchObject({
        code: expect.stringMatching(/^(NOT_FOUND|CONFLICT)$/) as string,
      });
      expect((await bytesOf(await store.read(key))).equals(whole)).toBe(true);
    });

    test("stops putting together when told so, and can do it later", async () => {
      const key = newKey();
      const { parts } = randomParts(9000, 3000);
      const collection = await store.openParts(key);
      for (const part of parts.slice(0, 2)) await write(key, collection, part);
      const signal = AbortSignal.abort(new Error("stopping"));
      await expect(store.assemble(key, collection, stored(parts), { signal })).rejects.toThrow("stopping");
      await write(key, collection, parts[2] as TestPart);
      expect((await store.assemble(key, collection, stored(parts))).outcome).toBe("assembled");
    });

    test("forgets what was collected", async () => {
      const key = newKey();
      const { parts } = randomParts(3000, 3000);
      const collection = await store.openParts(key);
      await write(key, collection, parts[0] as TestPart);
      await store.abortParts(key, collection);
      await store.abortParts(key, collection);
      await expect(write(key, collection, parts[0] as TestPart)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await store.assemble(key, collection, stored(parts))).toEqual({ outcome: "damaged", parts: [0] });
    });

    test("knows how much room there is", async () => {
      expect(await store.freeBytes("uploads/x/source")).toBeGreaterThan(0);
    });
  });
}
