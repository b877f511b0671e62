import { createApiClient } from "@agentos/client/api-client";
import { uploadFile, type FileUpload } from "@agentos/client/file-upload";
import { createMemoryStore } from "@agentos/client/key-value";
import { SessionTokens } from "@agentos/client/session-tokens";
import { UploadRecords } from "@agentos/client/upload-records";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listenLocally, type LocalServer } from "./http-server.ts";
import { aSession } from "./session.ts";
import { UploadServer } from "./upload-server.ts";

const blob = new Blob([new Uint8Array(4_500)]);
const file = {
  name: "talk.mp4",
  size: blob.size,
  lastModified: 1_700_000_000_000,
  slice: (start: number, end: number) => blob.slice(start, end),
};

let api: UploadServer;
let server: LocalServer;

beforeEach(async () => {
  api = new UploadServer(1000);
  server = await listenLocally(api.answer);
});
afterEach(() => server[Symbol.asyncDispose]());

function signedIn() {
  const tokens = new SessionTokens({ store: createMemoryStore() });
  tokens.begin(aSession());
  return createApiClient({ baseUrl: server.url, tokens });
}

async function reaches(upload: FileUpload, state: string): Promise<void> {
  await vi.waitFor(() => expect(upload.view.state).toBe(state), { timeout: 20_000, interval: 5 });
}

function optionsOf(uploadId: string): object | undefined {
  return api.uploads.get(uploadId)?.options;
}

describe("the options of an upload", () => {
  it("are those of the moment at which it is finished", async () => {
    let upload: FileUpload | undefined;
    api.onChunk = () => upload?.setOptions({ captions: "off" });
    upload = uploadFile({ client: signedIn(), file, options: { captions: "on" } });
    const { uploadId } = await upload.done;
    expect(optionsOf(uploadId)).toEqual({ captions: "off" });
  });

  it("can be chosen for as long as it is held, though everything has arrived", async () => {
    const upload = uploadFile({ client: signedIn(), file });
    upload.hold(true);
    await reaches(upload, "held");
    expect(upload.view.sentBytes).toBe(file.size);
    upload.setOptions({ aspect: "1:1" });
    upload.hold(false);
    const { uploadId } = await upload.done;
    expect(optionsOf(uploadId)).toEqual({ aspect: "1:1" });
  });

  it("are remembered with it over a reload", async () => {
    const store = createMemoryStore();
    const first = uploadFile({ client: signedIn(), file, records: new UploadRecords(store, "ada") });
    first.hold(true);
    await reaches(first, "held");
    first.setOptions({ clip_count: 2 });
    first.pause();
    const kept = new UploadRecords(store, "ada").find(file);
    expect(kept?.options).toMatchObject({ clip_count: 2, captions: "auto" });
    first.abort();
  });

  it("of another version cost nothing but themselves", () => {
    const store = createMemoryStore();
    const records = new UploadRecords(store, "ada");
    records.save(file, "5f0c3f2e-7d1b-4d0e-9c5a-0d8f1b2a3c4d");
    const text = store.getItem("agentos.uploads.ada") ?? "[]";
    store.setItem("agentos.uploads.ada", text.replace(/}]$/, ',"options":{"shape":"round"}}]'));
    expect(store.getItem("agentos.uploads.ada")).toContain("round");
    expect(records.find(file)).toMatchObject({ name: "talk.mp4", options: undefined });
  });

  it("do not finish what was given up while it was held", async () => {
    const upload = uploadFile({ client: signedIn(), file });
    upload.hold(true);
    await reaches(upload, "held");
    upload.abort();
    await expect(upload.done).rejects.toMatchObject({ name: "AbortError" });
    expect([...api.uploads.values()].map(({ finished }) => finished)).toEqual([false]);
  });
});
