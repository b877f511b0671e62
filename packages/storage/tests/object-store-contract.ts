import { randomBytes, randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ObjectStore } from "../src/object-store.ts";
import { breakingAfter, bytesOf, inPieces, keysOf, sha256 } from "./collect.ts";

const badKeys = [
  "",
  "/etc/passwd",
  "../outside",
  "uploads/../../outside",
  "uploads/./x",
  "uploads//x",
  "uploads/x/",
  "uploads/.hidden",
  ".parts/x",
  ".tmp/x",
  "uploads/a\0b",
  "uploads\\x",
  "uploads/ä",
  "uploads/a b",
  `uploads/${"x".repeat(200)}`,
];

/** What holds of every driver of the port. */
export function describeObjectStore(driver: string, open: () => Promise<ObjectStore>): void {
  describe(`${driver} as an object store`, () => {
    let store: ObjectStore;
    let local: string;
    const folder = (): string => `jobs/${randomUUID()}`;

    beforeAll(async () => {
      store = await open();
      local = makeTempFolder("store-contract");
    });
    afterAll(() => rm(local, { recursive: true, force: true }));

    test("gives back what was put, whole and in ranges", async () => {
      const bytes = randomBytes(300_000);
      for (const key of [`${folder()}/a/b.bin`, `uploads/${randomUUID()}/source`]) {
        expect(await store.put(key, inPieces(bytes))).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
        expect((await bytesOf(await store.read(key))).equals(bytes)).toBe(true);
        expect((await bytesOf(await store.read(key, { start: 10, end: 19 }))).equals(bytes.subarray(10, 20))).toBe(
          true,
        );
        const tail = await bytesOf(await store.read(key, { start: 299_990, end: 400_000 }));
        expect(tail.equals(bytes.subarray(299_990))).toBe(true);
        expect(await store.stat(key)).toMatchObject({ key, bytes: bytes.length });
        expect((await readFile(await store.checkout(key, local))).equals(bytes)).toBe(true);
      }
    });

    test("stores an empty object", async () => {
      const key = `${folder()}/empty`;
      expect(await store.put(key, Readable.from([]))).toEqual({ bytes: 0, sha256: sha256(Buffer.alloc(0)) });
      expect((await bytesOf(await store.read(key))).length).toBe(0);
    });

    test("stores a local file", async () => {
      const bytes = randomBytes(100_000);
      const file = path.join(local, "clip.mp4");
      await writeFile(file, bytes);
      const key = `${folder()}/clips/0.mp4`;
      expect(await store.putFile(key, file)).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
      expect((await bytesOf(await store.read(key))).equals(bytes)).toBe(true);
    });

    test("stores what it has checked out under another key, and keeps the first", async () => {
      const [first, second] = [`${folder()}/first`, `${folder()}/second`];
      await store.put(first, inPieces(Buffer.from("the same")));
      await store.putFile(second, await store.checkout(first, local));
      for (const key of [first, second]) expect((await bytesOf(await store.read(key))).toString()).toBe("the same");
      await store.remove(first);
      expect((await bytesOf(await store.read(second))).toString()).toBe("the same");
    });

    test("writes a key once", async () => {
      const key = `${folder()}/once`;
      await store.put(key, inPieces(Buffer.from("first")));
      await expect(store.put(key, inPieces(Buffer.from("second")))).rejects.toMatchObject({ code: "CONFLICT" });
      expect((await bytesOf(await store.read(key))).toString()).toBe("first");
    });

    test("of puts of one key at once, one wins whole", async () => {
      const key = `${folder()}/raced`;
      const bodies = Array.from({ length: 6 }, () => randomBytes(50_000));
      const results = await Promise.allSettled(bodies.map((body) => store.put(key, inPieces(body))));
      expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
      const winner = bodies[results.findIndex((result) => result.status === "fulfilled")];
      expect((await bytesOf(await store.read(key))).equals(winner ?? Buffer.alloc(0))).toBe(true);
    });

    test("shows nothing of a put that broke, and lets it be done again", async () => {
      const below = folder();
      const key = `${below}/broken`;
      await expect(store.put(key, breakingAfter(randomBytes(50_000)))).rejects.toThrow("the connection broke");
      await expect(store.stat(key)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await keysOf(store.list(`${below}/`))).toEqual([]);
      await store.put(key, inPieces(Buffer.from("now whole")));
      expect((await bytesOf(await store.read(key))).toString()).toBe("now whole");
    });

    test("says of a missing key that it is missing", async () => {
      const key = `${folder()}/nothing`;
      for (const act of [() => store.read(key), () => store.stat(key), () => store.checkout(key, local)]) {
        await expect(act()).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
      expect(await store.remove(key)).toBe(0);
      expect(await store.remove(`${key}/`)).toBe(0);
    });

    test("refuses ranges outside the object", async () => {
      const key = `${folder()}/ten`;
      await store.put(key, inPieces(Buffer.alloc(10)));
      for (const [start, end] of [
        [10, 12],
        [5, 4],
        [-1, 3],
        [0.5, 3],
      ] as const) {
        await expect(store.read(key, { start, end })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
      }
    });

    test.each(badKeys)("refuses the key %j", async (key) => {
      const refused = { code: "VALIDATION_ERROR" };
      await expect(store.put(key, Readable.from([]))).rejects.toMatchObject(refused);
      await expect(store.read(key)).rejects.toMatchObject(refused);
      await expect(store.stat(key)).rejects.toMatchObject(refused);
      await expect(store.checkout(key, local)).rejects.toMatchObject(refused);
      await expect(store.remove(`${key}/`)).rejects.toMatchObject(refused);
      await expect(keysOf(store.list(`${key}/`))).rejects.toMatchObject(refused);
    });

    test.each(["", "uploads", "uploads/x", "..", "uploads/../"])(
      "lists nothing of %j if not a prefix",
      async (prefix) => {
        // All objects at once can be listed, but not removed.
        const act = prefix === "" ? store.remove(prefix) : keysOf(store.list(prefix));
        await expect(act).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
      },
    );

    test("lists and removes what is below a prefix, and nothing else", async () => {
      const [one, other] = [folder(), folder()];
      const names = ["a", "b/c", "b/d/e", "b/d/f"];
      for (const name of names) await store.put(`${one}/${name}`, inPieces(Buffer.from(name)));
      await store.put(`${other}/a`, inPieces(Buffer.from("stays")));
      expect(await keysOf(store.list(`${one}/`))).toEqual(names.map((name) => `${one}/${name}`));
      expect(await keysOf(store.list(`${one}/b/d/`))).toEqual([`${one}/b/d/e`, `${one}/b/d/f`]);
      expect(await keysOf(store.list(""))).toEqual(expect.arrayContaining([`${one}/a`, `${other}/a`]));
      expect(await store.remove(`${one}/b/`)).toBe(3);
      expect(await store.remove(`${one}/a`)).toBe(1);
      expect(await keysOf(store.list(`${one}/`))).toEqual([]);
      expect(await keysOf(store.list(`${other}/`))).toEqual([`${other}/a`]);
    });

    test("tells length and date in listings", async () => {
      const below = folder();
      await store.put(`${below}/seven`, inPieces(Buffer.alloc(7)));
      for await (const object of store.list(`${below}/`)) {
        expect(object).toEqual({ key: `${below}/seven`, bytes: 7, modifiedAt: expect.any(Date) });
      }
    });

    test("can be written", async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}
