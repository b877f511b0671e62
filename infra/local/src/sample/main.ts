import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { createApiClient, type ApiClient } from "@agentos/client/api-client";
import { createMemoryStore } from "@agentos/client/key-value";
import { SessionTokens } from "@agentos/client/session-tokens";
import { authOperations } from "@agentos/contracts/api/auth";
import { uploadOperations } from "@agentos/contracts/api/upload";
import { makeVideo } from "@agentos/testkit/video/make-video";
import { readConfig } from "./config.ts";
import { sampleScript } from "./script.ts";

// A process of its own: drawing the frames keeps a processor busy for some seconds.
const config = readConfig();
await makeVideo(sampleScript, config.VIDEO);
process.stdout.write(await upload(config.VIDEO));
await rm(config.VIDEO);

/** Uploads a video as anybody would, through the public API; gives the job's id. */
async function upload(file: string): Promise<string> {
  const client = await signIn();
  const bytes = await readFile(file);
  const begun = await client.call(uploadOperations.init, {
    body: { filename: path.basename(file), size: bytes.length },
  });
  for (let index = 0; index < begun.total_chunks; index += 1) {
    const body = new Uint8Array(bytes.subarray(index * begun.chunk_size, (index + 1) * begun.chunk_size)).buffer;
    await client.call(uploadOperations.chunk, { query: { upload_id: begun.upload_id, index }, body });
  }
  const finished = await client.call(uploadOperations.finalize, { body: { upload_id: begun.upload_id } });
  return finished.job_id ?? "";
}

async function signIn(): Promise<ApiClient> {
  const tokens = new SessionTokens({ store: createMemoryStore() });
  const client = createApiClient({ baseUrl: config.API_URL, tokens });
  tokens.begin(await client.call(authOperations.login, { body: { email: config.EMAIL, password: config.PASSWORD } }));
  return client;
}
