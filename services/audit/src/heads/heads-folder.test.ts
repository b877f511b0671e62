import { generateKeyPairSync } from "node:crypto";
import { appendFile, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createHeadSigner, importKeys, isSigned, type Head } from "./head.ts";
import { appendHead, latestHead, publishKey, readHeads, readKeys, type Damage } from "./heads-folder.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const signer = createHeadSigner(JSON.stringify(privateKey.export({ format: "jwk" })));
const keys = importKeys([signer.publicJwk]);
let folder: string;

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), "agentos-heads-")), "audit");
});

afterEach(() => rm(path.dirname(folder), { recursive: true }));

function headAt(seq: number, month: string): Head {
  return { ...signer.sign({ seq, hash: "ab".repeat(32) }), at: `${month}-15T12:00:00.000Z` };
}

async function all(): Promise<(Head | Damage)[]> {
  const found: (Head | Damage)[] = [];
  for await (const one of readHeads(folder)) found.push(one);
  return found;
}

it("keeps heads by months, and gives them back in order", async () => {
  expect(await latestHead(folder)).toBeUndefined();
  expect(await all()).toEqual([]);
  const heads = [headAt(1, "2026-01"), headAt(2, "2026-01"), headAt(3, "2026-02")];
  for (const head of heads) await appendHead(folder, head);
  expect(await readdir(folder)).toEqual(["heads-2026-01.ndjson", "heads-2026-02.ndjson"]);
  expect(await all()).toEqual(heads);
  expect(await latestHead(folder)).toEqual(heads[2]);
  await appendHead(folder, { ...headAt(1, "2026-03"), anchor: true });
  expect(await latestHead(folder)).toEqual(heads[2]);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

it("passes over a line that a crash has cut off, and writes on behind what was whole", async () => {
  const [one, two] = [headAt(1, "2026-01"), headAt(2, "2026-01")];
  await appendHead(folder, one);
  const file = path.join(folder, "heads-2026-01.ndjson");
  await appendFile(file, JSON.stringify(two).slice(0, 40));
  expect(await all()).toEqual([one]);
  expect(await latestHead(folder)).toEqual(one);
  await appendHead(folder, two);
  expect(await all()).toEqual([one, two]);
  expect((await readFile(file, "utf8")).split("\n")).toHaveLength(3);
});

it("says which line is none, where it is not the last", async () => {
  await appendHead(folder, headAt(1, "2026-01"));
  await appendFile(path.join(folder, "heads-2026-01.ndjson"), "{}\n");
  await appendHead(folder, headAt(2, "2026-01"));
  expect(await all()).toEqual([
    expect.objectContaining({ seq: 1 }),
    { file: "heads-2026-01.ndjson", line: 2 },
    expect.objectContaining({ seq: 2 }),
  ]);
});

it("publishes each key once, beside those before it", async () => {
  const other = createHeadSigner(JSON.stringify(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" })));
  expect(await readKeys(folder)).toEqual([]);
  for (const jwk of [signer.publicJwk, other.publicJwk, signer.publicJwk]) await publishKey(folder, jwk);
  expect(await readKeys(folder)).toEqual([signer.publicJwk, other.publicJwk]);
  expect(await readFile(path.join(folder, "public-keys.json"), "utf8")).not.toContain('"d"');
});

it("tells what a key has signed from what it has not", () => {
  const head = signer.sign({ seq: 7, hash: "ab".repeat(32) });
  expect(isSigned(head, keys)).toBe(true);
  expect(isSigned({ ...head, seq: 8 } as Head, keys)).toBe(false);
  expect(isSigned({ ...head, anchor: true } as Head, keys)).toBe(false);
  expect(isSigned({ ...head, kid: "another" }, keys)).toBe(false);
  expect(() =>
    createHeadSigner(JSON.stringify(generateKeyPairSync("x25519").privateKey.export({ format: "jwk" }))),
  ).toThrow(/Ed25519/);
});
