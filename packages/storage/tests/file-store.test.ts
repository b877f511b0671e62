import { randomBytes, randomUUID } from "node:crypto";
import { appendFile, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { PassThrough } from "node:stream";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { mountTinyDisk, type TinyDisk } from "@agentos/testkit/tiny-disk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFileStore, type FileStore } from "../src/file-store.ts";
import { bytesOf, inPieces, keysOf, randomParts, stored, type TestPart } from "./collect.ts";
import { describeMultipartStore } from "./multipart-store-contract.ts";
import { describeObjectStore } from "./object-store-contract.ts";

let base: string;
let store: FileStore;
const at = (...parts: string[]): string => path.join(base, ...parts);
const open = async (): Promise<FileStore> =>
  createFileStore({ inputRoot: at(randomUUID(), "input"), outputRoot: at(randomUUID(), "output") });

beforeAll(() => {
  base = makeTempFolder("file-store");
  store = createFileStore({ inputRoot: at("input"), outputRoot: at("output") });
});
afterAll(() => rm(base, { recursive: true, force: true }));

describeObjectStore("the file store", open);
describeMultipartStore("the file store", open);

describe("the files of the file store", () => {
  test("lie below the input folder when they are uploads, below the output folder otherwise", async () => {
    await store.put("uploads/u1/source", inPieces(Buffer.from("in")));
    await store.put("jobs/j1/clip.mp4", inPieces(Buffer.from("out")));
    expect(await readFile(at("input/uploads/u1/source"), "utf8")).toBe("in");
    expect(await readFile(at("output/jobs/j1/clip.mp4"), "utf8")).toBe("out");
  });

  test("are the object itself at checkout, and read-only", async () => {
    await store.put("jobs/j2/x", inPieces(Buffer.from("x")));
    expect(await store.checkout("jobs/j2/x", at("work"))).toBe(at("output/jobs/j2/x"));
    expect((await stat(at("output/jobs/j2/x"))).mode & 0o777).toBe(0o440);
  });

  test("are moved, not copied, from the same file system", async () => {
    await writeFile(at("made.mp4"), "made");
    const { ino } = await stat(at("made.mp4"));
    await store.putFile("jobs/j3/made.mp4", at("made.mp4"));
    expect((await stat(at("output/jobs/j3/made.mp4"))).ino).toBe(ino);
    await expect(stat(at("made.mp4"))).rejects.toThrow("ENOENT");
  });

  test("of parts become the object without a copy", async () => {
    const { parts } = randomParts(9000, 4000);
    const collection = await store.openParts("uploads/u2/source");
    for (const part of parts) await store.writePart("uploads/u2/source", collection, part, inPieces(part.body));
    const { ino } = await stat(at("input/.parts", collection));
    await store.assemble("uploads/u2/source", collection, stored(parts));
    expect((await stat(at("input/uploads/u2/source"))).ino).toBe(ino);
    expect(await readdir(at("input/.parts"))).toEqual([]);
  });

  test("leave no temporary file behind, whether stored or not", async () => {
    await expect(store.put("jobs/j2/x", inPieces(Buffer.from("again")))).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await readdir(at("output/.tmp"))).toEqual([]);
  });

  test("take their empty folders with them", async () => {
    await store.put("jobs/j4/1/a/clip", inPieces(Buffer.from("x")));
    await store.put("jobs/j4/1/b/clip", inPieces(Buffer.from("x")));
    await store.remove("jobs/j4/1/a/clip");
    expect(await readdir(at("output/jobs/j4/1"))).toEqual(["b"]);
    await store.remove("jobs/j4/1/");
    expect(await readdir(at("output/jobs"))).not.toContain("j4");
    await store.remove("uploads/");
    expect((await stat(at("input"))).isDirectory()).toBe(true);
  });

  test("are put while their folder is pruned", async () => {
    const rounds = Array.from({ length: 40 }, (_, n) => n);
    const put = async (n: number): Promise<unknown> => store.put(`pruned/a/b/${n}`, inPieces(Buffer.from("x")));
    await Promise.all(rounds.flatMap((n) => [put(n), store.remove(`pruned/a/b/${n - 1}`)]));
    expect((await keysOf(store.list("pruned/"))).length).toBeGreaterThan(0);
    await store.remove("pruned/");
  });

  test("go from folders apart from each other", () => {
    expect(() => createFileStore({ inputRoot: at("x"), outputRoot: at("x", "y") })).toThrow("must not be");
  });
});

describe("links within the store's folders", () => {
  beforeAll(async () => {
    await mkdir(at("secret/folder"), { recursive: true });
    await writeFile(at("secret/file"), "secret");
    await writeFile(at("secret/folder/file"), "secret");
    await store.put("linked/own", inPieces(Buffer.from("own")));
    await symlink(at("secret/file"), at("output/linked/file"));
    await symlink(at("secret"), at("output/linked/folder"));
  });

  test("are not read", async () => {
    for (const key of ["linked/file", "linked/folder/file", "linked/folder/folder/file"]) {
      await expect(store.read(key)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(store.stat(key)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(store.checkout(key, base)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await keysOf(store.list("linked/"))).toEqual(["linked/own"]);
    expect(await keysOf(store.list("linked/folder/"))).toEqual([]);
  });

  test("are not written through", async () => {
    for (const key of ["linked/folder/new", "linked/folder/deep/new"]) {
      await expect(store.put(key, inPieces(Buffer.from("x")))).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    }
    await expect(store.put("linked/file", inPieces(Buffer.from("x")))).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await readdir(at("secret"))).toEqual(["file", "folder"]);
    expect(await readFile(at("secret/file"), "utf8")).toBe("secret");
  });

  test("are not stored in place of a file", async () => {
    await symlink(at("secret/file"), at("link"));
    await expect(store.putFile("linked/taken", at("link"))).rejects.toThrow("ELOOP");
  });

  test("are removed, and what they point to stays", async () => {
    expect(await store.remove("linked/folder/file")).toBe(0);
    expect(await store.remove("linked/folder/")).toBe(0);
    expect(await store.remove("linked/")).toBe(1);
    expect(await readdir(at("output"))).not.toContain("linked");
    expect(await readdir(at("secret/folder"))).toEqual(["file"]);
  });
});

describe("parts that are late", () => {
  test("do not change an object that was made while they were on their way", async () => {
    const key = "uploads/u3/source";
    const { whole, parts } = randomParts(6000, 3000);
    const collection = await store.openParts(key);
    for (const part of parts) await store.writePart(key, collection, part, inPieces(part.body));
    const slow = new PassThrough();
    const late = store.writePart(key, collection, parts[0] as TestPart, slow);
    slow.write(whole.subarray(0, 1000));
    await store.assemble(key, collection, stored(parts));
    slow.end(randomBytes(2000));
    await expect(late).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await bytesOf(await store.read(key))).equals(whole)).toBe(true);
  });

  test("are refused for a collection whose name the store has not given", async () => {
    for (const name of ["../../x", "", "x", `${randomUUID()}/..`]) {
      await expect(store.abortParts("uploads/u4/source", name)).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    }
  });
});

describe("what was left behind", () => {
  test("is swept once nobody has touched it for long enough", async () => {
    const swept = await open();
    const key = "uploads/u5/source";
    const [old, young] = [await swept.openParts(key), await swept.openParts(key)];
    await swept.put("jobs/x", inPieces(Buffer.from("x")));
    const roots = (await readdir(base)).filter((name) => /^[0-9a-f-]{36}$/.test(name));
    for (const root of roots) {
      const file = at(root, "input/.parts", old);
      const hourAgo = Date.now() / 1000 - 3600;
      await utimes(file, hourAgo, hourAgo).catch(() => undefined);
    }
    expect(await swept.sweep(1_800_000)).toBe(1);
    await expect(swept.writePart(key, old, { index: 0, offset: 0, bytes: 1 }, inPieces(Buffer.from("x"))))
      .rejects //
      .toMatchObject({ code: "NOT_FOUND" });
    await swept.writePart(key, young, { index: 0, offset: 0, bytes: 1 }, inPieces(Buffer.from("x")));
    expect(await swept.stat("jobs/x")).toMatchObject({ bytes: 1 });
  });
});

describe("a full disk", () => {
  let disk: TinyDisk | undefined;
  beforeAll(async () => {
    disk = await mountTinyDisk(1 << 20);
  });
  afterAll(() => disk?.remove());

  test("is told, takes nothing half, and takes more once there is room", async ({ skip }) => {
    if (!disk) return skip("this account may not mount a file system");
    const full = createFileStore({
      inputRoot: path.join(disk.folder, "in"),
      outputRoot: path.join(disk.folder, "out"),
    });
    const tooMuch = randomBytes(2 << 20);
    await expect(full.put("jobs/big", inPieces(tooMuch, 65_536))).rejects.toMatchObject({ code: "STORAGE_FULL" });
    await expect(full.stat("jobs/big")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await writeFile(at("big"), tooMuch);
    await expect(full.putFile("jobs/big", at("big"))).rejects.toMatchObject({ code: "STORAGE_FULL" });
    expect((await stat(at("big"))).size).toBe(tooMuch.length);

    const key = "uploads/u/source";
    const { whole, parts } = randomParts(1_500_000, 500_000);
    const collection = await full.openParts(key);
    for (const part of parts.slice(0, 2)) await full.writePart(key, collection, part, inPieces(part.body, 65_536));
    const last = parts[2] as TestPart;
    const writeLast = (): Promise<unknown> => full.writePart(key, collection, last, inPieces(last.body, 65_536));
    await expect(writeLast()).rejects.toMatchObject({ code: "STORAGE_FULL", status: 503 });
    await disk.grow(4 << 20);
    await writeLast();
    expect((await full.assemble(key, collection, stored(parts))).outcome).toBe("assembled");
    expect((await bytesOf(await full.read(key))).equals(whole)).toBe(true);
    await full.remove("uploads/");
  });

  test("takes files from another file system by a copy", async ({ skip }) => {
    if (!disk) return skip("this account may not mount a file system");
    await writeFile(path.join(disk.folder, "made"), "made elsewhere");
    await appendFile(path.join(disk.folder, "made"), "!");
    await store.putFile("jobs/j9/made", path.join(disk.folder, "made"));
    expect((await bytesOf(await store.read("jobs/j9/made"))).toString()).toBe("made elsewhere!");
  });
});
