import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn, type Person } from "./driver.ts";
import { makeTalk, shortOptions } from "./videos.ts";

const run = promisify(execFile);
let stack: Stack;
let person: Person;
let canary: Server;
let canaryPort: number;
const seen: string[] = [];
const at = (name: string): string => path.join(stack.folder, name);

beforeAll(async () => {
  stack = await startStack();
  person = await signIn(stack, "user");
  canary = createServer((request, response) => {
    seen.push(request.url ?? "");
    response.end("secret");
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  canaryPort = (canary.address() as AddressInfo).port;
  await makeTalk(at("talk.mp4"));
}, 300_000);
afterAll(async () => {
  canary?.close();
  await stack?.stop();
}, 120_000);

/** Uploads a file and gives the job that came to nothing. */
async function failedJob(file: string): Promise<JobDetail> {
  const { status, body } = await person.upload(file, shortOptions);
  expect(status).toBe(200);
  return person.untilEnded(body.data.job_id);
}

async function ffmpeg(...args: string[]): Promise<void> {
  await run("ffmpeg", ["-v", "error", "-y", ...args]);
}

type Maker = (file: string) => Promise<void>;

const files: [what: string, codes: string[], make: Maker][] = [
  [
    "a text named .mp4",
    ["NOT_A_VIDEO", "FORMAT_NOT_ALLOWED"],
    (file) => writeFile(file, "This is a letter, not a video.\n".repeat(200)),
  ],
  [
    "a truncated video",
    ["VIDEO_TRUNCATED"],
    async (file) => {
      await ffmpeg("-i", at("talk.mp4"), "-c", "copy", "-movflags", "+faststart", file);
      const bytes = await readFile(file);
      await writeFile(file, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    },
  ],
  [
    "a corrupt video",
    ["VIDEO_CORRUPT", "VIDEO_TRUNCATED"],
    async (file) => {
      const bytes = await readFile(at("talk.mp4"));
      bytes.fill(0x5a, Math.floor(bytes.length * 0.2), Math.floor(bytes.length * 0.8));
      await writeFile(file, bytes);
    },
  ],
  [
    "a video without its index",
    ["VIDEO_INDEX_MISSING"],
    async (file) => {
      await ffmpeg("-i", at("talk.mp4"), "-c", "copy", "-movflags", "-faststart", file);
      const bytes = await readFile(file);
      await writeFile(file, bytes.subarray(0, bytes.lastIndexOf("moov") - 4));
    },
  ],
  [
    "sound without a picture",
    ["NO_VIDEO_STREAM"],
    (file) => ffmpeg("-f", "lavfi", "-i", "sine=d=20", "-c:a", "aac", file),
  ],
  [
    "a playlist named .mp4",
    ["FORMAT_NOT_ALLOWED", "NOT_A_VIDEO"],
    (file) =>
      writeFile(
        file,
        `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:${canaryPort}/from-playlist.ts\n#EXT-X-ENDLIST\n`,
      ),
  ],
  [
    "a picture of more pixels than allowed",
    ["PICTURE_TOO_LARGE"],
    (file) => ffmpeg("-f", "lavfi", "-i", "color=s=9000x300:r=5:d=20", "-c:v", "libx264", "-preset", "ultrafast", file),
  ],
];

describe("a file that cannot be cut", () => {
  it.each(files)("%s fails with a code of %j and a sentence to act on", async (what, codes, make) => {
    const file = at(`${what.replaceAll(/\W/g, "-")}.mp4`);
    await make(file);
    const job = await failedJob(file);
    expect(job).toMatchObject({ status: "failed", error: { stage: "video_downloader" } });
    expect(codes).toContain(job.error?.code);
    expect(job.error?.message).toMatch(/^[A-Z].{15,}\.$/);
    expect(await person.clips(job.id)).toEqual([]);
  });

  it("an empty file is refused at once", async () => {
    expect(await person.post("/api/upload/init", { filename: "empty.mp4", size: 0 })).toMatchObject({
      status: 400,
      body: { error_code: "EMPTY_FILE" },
    });
  });

  it("a name that climbs out of its folder is refused", async () => {
    const answer = await person.post("/api/upload/init", { filename: "../../../../etc/passwd", size: 10 });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it("a video without sound still gives clips, beside all the bad ones", async () => {
    await ffmpeg("-i", at("talk.mp4"), "-an", "-c", "copy", at("mute.mp4"));
    const { body } = await person.upload(at("mute.mp4"), shortOptions);
    expect(await person.untilEnded(body.data.job_id)).toMatchObject({ status: "completed" });
    expect((await person.clips(body.data.job_id)).length).toBeGreaterThan(0);
  });
});

const addresses = [
  "http://127.0.0.1:PORT/",
  "http://localhost:PORT/",
  "http://127.1:PORT/",
  "http://2130706433:PORT/",
  "http://0x7f000001:PORT/",
  "http://0177.0.0.1:PORT/",
  "http://[::1]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://0.0.0.0:PORT/",
  "http://169.254.169.254/latest/meta-data/",
  "http://10.0.0.1/",
  "http://192.168.1.1/",
  "http://[fe80::1]/",
  "http://user:secret@127.0.0.1:PORT/",
  "file:///etc/passwd",
];

it.each(addresses)("the address %s is refused, and nobody there sees a request", async (template) => {
  const answer = await person.post<{ job_id: string }>("/api/jobs/create", {
    url: template.replace("PORT", String(canaryPort)),
  });
  const code =
    answer.status === 201 ? (await person.untilEnded(answer.body.data.job_id)).error?.code : answer.body.error_code;
  expect(["URL_NOT_ALLOWED", "VALIDATION_ERROR"]).toContain(code);
  expect(seen).toEqual([]);
});

it("what is not one's own cannot be seen or changed", async () => {
  const { body } = await person.post<{ upload_id: string }>("/api/upload/init", { filename: "mine.mp4", size: 100 });
  const jobs = await person.get<{ id: string }[]>("/api/jobs/recent/1");
  const mine = jobs.body.data[0]?.id;
  const reader = await signIn(stack, "readonly");
  const nobodys = "01a1fd6f-e257-7366-966b-ed7100ccaccc";
  expect((await reader.get(`/api/upload/status/${body.data.upload_id}`)).status).toBe(404);
  expect((await reader.post(`/api/jobs/${mine}/cancel`, {})).status).toBe(403);
  expect((await person.get(`/api/jobs/${nobodys}`)).status).toBe(404);
  expect((await person.post(`/api/jobs/${nobodys}/cancel`, {})).status).toBe(404);
  expect((await person.get(`/api/upload/status/${nobodys}`)).status).toBe(404);
});
