import { createHash, randomBytes } from "node:crypto";
import { createApiClient } from "@agentos/client/api-client";
import { uploadFile, type FileUpload, type UploadState } from "@agentos/client/file-upload";
import { createMemoryStore } from "@agentos/client/key-value";
import { SessionTokens } from "@agentos/client/session-tokens";
import { UploadRecords } from "@agentos/client/upload-records";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listenLocally, type LocalServer } from "./http-server.ts";
import { aSession } from "./session.ts";
import { UploadServer } from "./upload-server.ts";

const chunkSize = 1000;
const content = randomBytes(9_500);

let api: UploadServer;
let server: LocalServer;

beforeEach(async () => {
  api = new UploadServer(chunkSize);
  server = await listenLocally(api.answer);
});
afterEach(() => server[Symbol.asyncDispose]());

function aFile(bytes: Buffer<ArrayBuffer> = content) {
  const blob = new Blob([bytes]);
  const slice = (start: number, end: number) => blob.slice(start, end);
  return { name: "talk.mp4", size: bytes.length, lastModified: 1_700_000_000_000, slice };
}

function signedIn() {
  const tokens = new SessionTokens({ store: createMemoryStore() });
  tokens.begin(aSession());
  return createApiClient({ baseUrl: server.url, tokens });
}

async function reaches(upload: FileUpload, ...states: UploadState[]): Promise<void> {
  await vi.waitFor(() => expect(states).toContain(upload.view.state), { timeout: 20_000, interval: 5 });
}

describe("an upload", () => {
  it("arrives whole, at most three chunks at once, and gives the job", async () => {
    const upload = uploadFile({ client: signedIn(), file: aFile(), options: { clip_count: 3 } });
    const result = await upload.done;
    const stored = api.uploads.get(result.uploadId);
    expect(api.contentOf(result.uploadId).equals(content)).toBe(true);
    expect(result).toMatchObject({ jobId: stored?.jobId, sha256: createHash("sha256").update(content).digest("hex") });
    expect(api.mostAtOnce).toBeLessThanOrEqual(3);
    expect(upload.view).toMatchObject({ state: "finished", sentBytes: content.length, trouble: null });
  });

  it("keeps what has arrived over a pause, and sends the rest alone", async () => {
    let upload: FileUpload | undefined;
    api.onChunk = () => api.accepted.length >= 4 && upload?.pause();
    upload = uploadFile({ client: signedIn(), file: aFile(), parallel: 1 });
    await reaches(upload, "paused");
    await new Promise((resolve) => setTimeout(resolve, 150));
    const atPause = api.accepted.length;
    expect(atPause).toBeLessThan(10);
    api.onChunk = () => undefined;
    upload.resume();
    const { uploadId } = await upload.done;
    expect(api.contentOf(uploadId).equals(content)).toBe(true);
    expect(api.accepted).toHaveLength(10);
  });

  it("resumes after a reload by what the server has", async () => {
    const store = createMemoryStore();
    let first: FileUpload | undefined;
    api.onChunk = () => api.accepted.length >= 5 && first?.pause();
    first = uploadFile({ client: signedIn(), file: aFile(), parallel: 1, records: new UploadRecords(store, "ada") });
    await reaches(first, "paused");
    const [record] = new UploadRecords(store, "ada").list();
    expect(record).toMatchObject({ name: "talk.mp4", size: content.length });

    api.onChunk = () => undefined;
    const second = uploadFile({ client: signedIn(), file: aFile(), records: new UploadRecords(store, "ada") });
    const { uploadId } = await second.done;
    expect(uploadId).toBe(record?.upload_id);
    expect(second.view.resumedBytes).toBeGreaterThanOrEqual(5 * chunkSize);
    expect(new Set(api.accepted).size).toBe(10);
    expect(api.accepted).toHaveLength(10);
    expect(api.contentOf(uploadId).equals(content)).toBe(true);
    expect(new UploadRecords(store, "ada").list()).toEqual([]);
    first.abort();
  });

  it("begins anew where the server has forgotten the upload", async () => {
    const records = new UploadRecords(createMemoryStore(), "ada");
    records.save(aFile(), "5f0c3f2e-7d1b-4d0e-9c5a-0d8f1b2a3c4d");
    const { uploadId } = await uploadFile({ client: signedIn(), file: aFile(), records }).done;
    expect(api.contentOf(uploadId).equals(content)).toBe(true);
  });

  it("waits while the server is away and goes on by itself", async () => {
    const { port } = server;
    api.onChunk = () => {
      if (api.accepted.length === 4) void server[Symbol.asyncDispose]();
    };
    const upload = uploadFile({ client: signedIn(), file: aFile(), parallel: 2 });
    await reaches(upload, "waiting");
    expect(upload.view.trouble?.code).toBe("NETWORK_ERROR");
    api.onChunk = () => undefined;
    server = await listenLocally(api.answer, port);
    const { uploadId } = await upload.done;
    expect(api.contentOf(uploadId).equals(content)).toBe(true);
  });

  it("sends a chunk again that was dropped or arrived damaged", async () => {
    const troubles = new Map<number, ("drop" | "CHUNK_CHECKSUM_MISMATCH" | "SERVICE_UNAVAILABLE")[]>([
      [1, ["drop"]],
      [3, ["CHUNK_CHECKSUM_MISMATCH", "drop"]],
      [6, ["SERVICE_UNAVAILABLE"]],
    ]);
    api.trouble = (index) => troubles.get(index)?.shift();
    const { uploadId } = await uploadFile({ client: signedIn(), file: aFile() }).done;
    expect(api.contentOf(uploadId).equals(content)).toBe(true);
  });

  it("knows the job although the reply to the finish was lost", async () => {
    api.loseFinalReplies = 1;
    const result = await uploadFile({ client: signedIn(), file: aFile() }).done;
    expect(result.jobId).toBe(api.uploads.get(result.uploadId)?.jobId);
    expect(api.uploads.size).toBe(1);
  });

  it("fails with the API's sentence where repeating cannot help", async () => {
    const upload = uploadFile({ client: signedIn(), file: aFile(Buffer.alloc(0)) });
    await expect(upload.done).rejects.toMatchObject({ code: "EMPTY_FILE", status: 400 });
    expect(upload.view).toMatchObject({ state: "failed", trouble: { message: expect.stringContaining("empty") } });
  });

  it("gives up a chunk that arrives damaged every time", async () => {
    api.trouble = (index) => (index === 2 ? "CHUNK_SIZE_MISMATCH" : undefined);
    await expect(uploadFile({ client: signedIn(), file: aFile() }).done).rejects.toMatchObject({
      code: "CHUNK_SIZE_MISMATCH",
    });
  });

  it("is forgotten when it is given up", async () => {
    const records = new UploadRecords(createMemoryStore(), "ada");
    let upload: FileUpload | undefined;
    api.onChunk = () => upload?.abort();
    upload = uploadFile({ client: signedIn(), file: aFile(), records, parallel: 1 });
    await expect(upload.done).rejects.toMatchObject({ name: "AbortError" });
    expect(upload.view.state).toBe("aborted");
    expect(records.list()).toEqual([]);
  });

  it("says so when the file cannot be read any more", async () => {
    const moved = { ...aFile(), slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) };
    await expect(uploadFile({ client: signedIn(), file: moved }).done).rejects.toMatchObject({
      code: "FILE_UNREADABLE",
    });
  });
});
