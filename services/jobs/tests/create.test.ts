import { randomUUID } from "node:crypto";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { getFinished } from "@agentos/contracts/messages/uploads";
import { serve } from "@agentos/messaging/request";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "./harness/api.ts";
import { newUpload } from "./harness/queue.ts";
import { startTestService, type TestService } from "./harness/service.ts";
import { quietLog } from "./harness/stack.ts";

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const owner = randomUUID();
const asOwner = (): Api => service.api("user", owner);

describe("creating a job", () => {
  const upload = newUpload();
  beforeAll(async () => {
    const nc = await service.stack.connectAs("uploads");
    serve(nc, getFinished, quietLog(), async ({ upload_id, user_id }) => ({
      upload: upload_id === upload.upload_id && user_id === owner ? upload : null,
    }));
    await nc.flush();
  });

  test("of an own finished upload, called as its file", async () => {
    const made = await asOwner()(jobOperations.create, { body: { upload_id: upload.upload_id } });
    expect(made).toMatchObject({ status: 201, data: { status: "queued" } });
    const { data } = await asOwner()(jobOperations.get, { params: { job_id: made.data.job_id } });
    expect(data).toMatchObject({ title: "talk", source: { kind: "upload", filename: "talk.mp4" }, user_id: owner });
    expect(data.options).toMatchObject({ clip_count: 6, aspect: "9:16" });
    expect(data.source).not.toHaveProperty("key");
  });

  test("of an upload of somebody else is like one that does not exist", async () => {
    const foreign = await service.api()(jobOperations.create, { body: { upload_id: upload.upload_id } });
    const missing = await asOwner()(jobOperations.create, { body: { upload_id: randomUUID() } });
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.error_code).toBe(missing.error_code);
  });

  test("of an address, called as its last part", async () => {
    const url = "https://example.com/videos/My%20talk.mp4?x=1#t=5";
    const { data } = await asOwner()(jobOperations.create, { body: { url, options: { clip_count: 2 } } });
    const job = (await asOwner()(jobOperations.get, { params: { job_id: data.job_id } })).data;
    expect(job).toMatchObject({ title: "My talk", source: { kind: "url", url: url.replace("#t=5", "") } });
    expect(job.options.clip_count).toBe(2);
  });

  test.each(["ftp://example.com/a.mp4", "file:///etc/passwd", "https://user:secret@example.com/a.mp4", "javascript:1"])(
    "of the address %s is refused",
    async (url) => {
      const refused = await asOwner()(jobOperations.create, { body: { url } });
      expect([refused.status, refused.error_code]).toEqual([422, "URL_NOT_ALLOWED"]);
    },
  );

  test("with options that contradict each other is refused", async () => {
    const body = { url: "https://example.com/a.mp4", options: { min_seconds: 60, max_seconds: 20 } };
    expect((await asOwner()(jobOperations.create, { body })).error_code).toBe("VALIDATION_ERROR");
  });

  test("is not for a role that only reads", async () => {
    const refused = await service.api("readonly")(jobOperations.create, { body: { url: "https://example.com/a.mp4" } });
    expect(refused.status).toBe(403);
  });
});
