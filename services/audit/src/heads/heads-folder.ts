import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { head, type Head, type PublicJwk } from "./head.ts";

const fileForm = /^heads-\d{4}-\d{2}\.ndjson$/;
const keysFile = "public-keys.json";
const newline = 0x0a;

const keySet = z.object({
  keys: z.array(z.object({ kid: z.string(), kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string() })),
});

/** A line that is no head. */
export type Damage = { file: string; line: number };

/** Appends a head to its month's file; it is on the disk when this returns. One instance at a time writes. */
export async function appendHead(folder: string, given: Head): Promise<void> {
  const file = path.join(folder, `heads-${given.at.slice(0, 7)}.ndjson`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await using handle = await open(file, "a+", 0o600);
  const { size } = await handle.stat();
  if (size === 0) await syncFolder(folder);
  else await cutTornLine(handle, size);
  await handle.appendFile(`${JSON.stringify(given)}\n`);
  await handle.sync();
}

type Handle = Awaited<ReturnType<typeof open>>;

/** What a crash has left of a line was never told to anybody. */
async function cutTornLine(handle: Handle, size: number): Promise<void> {
  const tail = Buffer.alloc(Math.min(size, 4096));
  await handle.read(tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf(newline) + 1;
  if (end < tail.length) await handle.truncate(size - tail.length + end);
}

/** A new file's name is as durable as what stands in it. */
async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, "r");
  await handle.sync();
}

/** The heads of a folder, oldest first; what a crash has left of a file's last line is passed over. */
export async function* readHeads(folder: string): AsyncGenerator<Head | Damage> {
  for (const file of await headFiles(folder)) {
    const lines = createInterface({ input: createReadStream(path.join(folder, file)), crlfDelay: Infinity });
    let line = 0;
    let unread: Damage | undefined;
    for await (const text of lines) {
      if (unread) yield unread;
      line += 1;
      const read = parseHead(text);
      unread = read ? undefined : { file, line };
      if (read) yield read;
    }
  }
}

/** The newest head of a folder. Anchors do not count: they are signed late, for places that are long past. */
export async function latestHead(folder: string): Promise<Head | undefined> {
  for (const file of (await headFiles(folder)).toReversed()) {
    const lines = (await readFile(path.join(folder, file), "utf8")).split("\n");
    for (const line of lines.toReversed()) {
      const read = parseHead(line);
      if (read && !read.anchor) return read;
    }
  }
  return undefined;
}

/** Puts a public key beside the heads, unless it is there. */
export async function publishKey(folder: string, jwk: PublicJwk): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const keys = await readKeys(folder);
  if (keys.some((one) => one.kid === jwk.kid)) return;
  const file = path.join(folder, keysFile);
  await using handle = await open(`${file}.new`, "w", 0o644);
  await handle.writeFile(`${JSON.stringify({ keys: [...keys, jwk] }, null, 2)}\n`);
  await handle.sync();
  await rename(`${file}.new`, file);
  await syncFolder(folder);
}

/** The public keys beside the heads, as a JWK Set (RFC 7517); none where there is no file. Errors: a file that is none. */
export async function readKeys(folder: string): Promise<PublicJwk[]> {
  try {
    return readKeySet(await readFile(path.join(folder, keysFile), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Errors: when it is no JWK Set of such keys. */
export function readKeySet(text: string): PublicJwk[] {
  return keySet.parse(JSON.parse(text)).keys;
}

async function headFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => fileForm.test(name)).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function parseHead(text: string): Head | undefined {
  try {
    return head.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
