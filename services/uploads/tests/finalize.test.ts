import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { jobOptions } from "@agentos/contracts/job-options";
import { getFinished } from "@agentos/contracts/messages/uploads";
import { uploadOperations } from "@agentos/contracts/api/upload";
import { ask } from "@agentos/messaging/request";
import { eventStream } from "@agentos/contracts/messages/nats-permissions";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sha256, type UploadsClient } from "./harness/client.ts";
import { JobsService } from "./harness/jobs-service.ts";
import { startStack, type TestStack } from "./harness/stack.ts";
import { begin, beginAndSend, finalizeBody, send } from "./harness/upload.ts";
import { until } from "./harness/until.ts";

const { finalize, status } = uploadOperations;

let stack: TestStack;
let client: UploadsClient;
let jobsNats: NatsConnection;
let jobs: JobsService;
beforeAll(async () => {
  stack = await startStack({ UPLOAD_LEASE_SECONDS: "2" });
  client = stack.client();
  jobsNats = await stack.connectAs("jobs");
});
beforeEach(async () => {
  await jobs?.stop();
  jobs = new JobsService(jobsNats);
  await jobs.start();
});
afterAll(() => stack.close());

const statusOf = async (id: string) => (await client.call(status, { params: { upload_id: id } })).data;
const eventsOf = (id: string) =>
  stack.rows<{ name: string; version: number; payload: unknown }>(
    "select name, version::int, payload from uploads.events where entity_id = $1",
    [id],
  );
const versionOf = async (id: string) =>
  (await stack.rows<{ version: number }>("select version::int from uploads.uploads where id = $1", [id]))[0]?.version;

test("a finished upload is one object, one event and one job with the options that were asked for", async () => {
  const begun = await beginAndSend(client, 25_000);
  const options = jobOptions.parse({ clip_count: 3, aspect: "1:1", priority: "high" });
  const reply = await client.call(finalize, { body: { upload_id: begun.id, options } });
  const digest = sha256(begun.whole);
  const jobId = jobs.jobs.get(begun.id);
  expect(reply).toMatchObject({ status: 200, data: { upload_id: begun.id, sha256: digest, job_id: jobId } });
  const key = `uploads/${begun.id}/source`;
  const upload = { upload_id: begun.id, key, filename: "talk.mp4", bytes: 25_000, sha256: digest };
  expect(jobs.asked).toEqual([{ user_id: client.userId, upload, options }]);
  expect(await statusOf(begun.id)).toMatchObject({ status: "finished", received: [0, 1, 2], job_id: jobId });
  const payload = { upload_id: begun.id, user_id: client.userId, bytes: 25_000, sha256: digest };
  expect(await eventsOf(begun.id)).toEqual([{ name: "file:uploaded", version: expect.any(Number), payload }]);
  expect(await readdir(path.join(stack.folder, "input/uploads", begun.id))).toEqual(["source"]);
  expect(await stack.rows("select * from uploads.chunks where upload_id = $1", [begun.id])).toEqual([]);
});

test("the event reaches the stream", async () => {
  const begun = await beginAndSend(client, 5000);
  await client.call(finalize, finalizeBody(begun));
  const nc = await connect({ servers: stack.nats.url, user: stack.nats.admin.user, pass: stack.nats.admin.password });
  const message = await until("the event is in the stream", async () => {
    const manager = await jetstreamManager(nc);
    const subject = "aos.evt.uploads.file:uploaded";
    const last = await manager.streams.getMessage(eventStream.name, { last_by_subj: subject }).catch(() => null);
    const event = last?.json<{ entity: string; entity_id: string; payload: string }>();
    return event?.entity_id === begun.id ? event : undefined;
  });
  expect(message.entity).toBe("upload");
  expect(JSON.parse(message.payload)).toMatchObject({ upload_id: begun.id, bytes: 5000 });
  await nc.close();
});

test("without a job, none is made, until one is asked for", async () => {
  const begun = await beginAndSend(client, 15_000);
  const first = await client.call(finalize, finalizeBody(begun));
  expect(first.data).toEqual({ upload_id: begun.id, sha256: sha256(begun.whole) });
  expect(jobs.asked).toEqual([]);
  expect(await statusOf(begun.id)).toMatchObject({ status: "finished", job_id: null });
  const second = await client.call(finalize, finalizeBody(begun, true));
  expect(second.data.job_id).toBe(jobs.jobs.get(begun.id));
  const third = await client.call(finalize, finalizeBody(begun));
  expect(third.data).toEqual(second.data);
});

test("chunks that are missing are named, at most fifty of them", async () => {
  const begun = await begin(client, 700_000);
  await send(client, begun, [0, 2, 69].values());
  const reply = await client.call(finalize, finalizeBody(begun));
  expect(reply).toMatchObject({ status: 409, error_code: "UPLOAD_INCOMPLETE" });
  expect(reply.error).toContain("67 chunks have not arrived");
  expect(reply.details).toHaveLength(50);
  expect(reply.details.slice(0, 3).map((detail) => detail.path)).toEqual(["chunks.1", "chunks.3", "chunks.4"]);
  expect(await statusOf(begun.id)).toMatchObject({ status: "receiving", received: [0, 2, 69] });
  await send(client, begun);
  expect((await client.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
});

describe("a checksum of the whole", () => {
  test("that is right is accepted", async () => {
    const whole = Buffer.alloc(15_000, 7);
    const begun = { ...(await begin(client, 15_000, { sha256: sha256(whole).toUpperCase() })), whole };
    await send(client, { ...begun, chunks: [whole.subarray(0, 10_000), whole.subarray(10_000)] });
    expect((await client.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(whole));
  });

  test("that is wrong makes neither file nor job nor event, and the file can be sent again", async () => {
    const right = randomBytes(15_000);
    const begun = await begin(client, 15_000, { sha256: sha256(right) });
    await send(client, begun);
    const reply = await client.call(finalize, finalizeBody(begun, true));
    expect(reply).toMatchObject({ status: 422, error_code: "CHECKSUM_MISMATCH" });
    expect(await statusOf(begun.id)).toMatchObject({ status: "receiving", received: [] });
    expect(jobs.asked).toEqual([]);
    expect(await eventsOf(begun.id)).toEqual([]);
    await expect(stat(path.join(stack.folder, "input/uploads", begun.id))).rejects.toThrow("ENOENT");
    await send(client, { ...begun, chunks: [right.subarray(0, 10_000), right.subarray(10_000)] });
    expect((await client.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(right));
  });
});

describe("what was stored and is not any more what it was", () => {
  test("is found, named and sent again", async () => {
    const begun = await beginAndSend(client, 45_000);
    await using file = await open(await partsOf(begun.id), "r+");
    await file.write(randomBytes(100), 0, 100, 25_000);
    await file.close();
    const reply = await client.call(finalize, finalizeBody(begun));
    expect(reply).toMatchObject({ status: 409, error_code: "UPLOAD_INCOMPLETE", details: [{ path: "chunks.2" }] });
    expect(await statusOf(begun.id)).toMatchObject({ status: "receiving", received: [0, 1, 3, 4] });
    await send(client, begun, [2].values());
    expect((await client.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
  });

  test("is sent again as a whole when nothing of it is left", async () => {
    const begun = await beginAndSend(client, 25_000);
    await rm(await partsOf(begun.id));
    const reply = await client.call(finalize, finalizeBody(begun));
    expect(reply).toMatchObject({ status: 409, error_code: "UPLOAD_INCOMPLETE" });
    expect(await statusOf(begun.id)).toMatchObject({ status: "receiving", received: [] });
    await send(client, begun);
    expect((await client.call(finalize, finalizeBody(begun))).data.sha256).toBe(sha256(begun.whole));
  });
});

async function partsOf(id: string): Promise<string> {
  const [row] = await stack.rows<{ collection: string }>("select collection from uploads.uploads where id = $1", [id]);
  return path.join(stack.folder, "input/.parts", row?.collection ?? "");
}

describe("repeated", () => {
  test("after the end, it gives the same again and changes nothing", async () => {
    const begun = await beginAndSend(client, 25_000);
    const first = await client.call(finalize, finalizeBody(begun, true));
    const version = await versionOf(begun.id);
    const again = await client.call(finalize, {
      body: { upload_id: begun.id, options: jobOptions.parse({ clip_count: 1 }) },
    });
    expect(again.data).toEqual(first.data);
    expect(await versionOf(begun.id)).toBe(version);
    expect(jobs.asked).toHaveLength(1);
    expect(await eventsOf(begun.id)).toHaveLength(1);
  });

  test("at once, at two instances, it gives one object, one event and one job", async () => {
    const second = stack.client(client.userId, await stack.startService());
    const begun = await beginAndSend(client, 200_000);
    const all = [client, second, client, second, client, second];
    const replies = await Promise.all(all.map((one) => one.call(finalize, finalizeBody(begun, true))));
    for (const reply of replies) expect(reply.status).toBe(200);
    expect(new Set(replies.map((reply) => JSON.stringify(reply.data))).size).toBe(1);
    expect(jobs.jobs.get(begun.id)).toBe(replies[0]?.data.job_id);
    expect(await eventsOf(begun.id)).toHaveLength(1);
    expect((await readFile(path.join(stack.folder, "input/uploads", begun.id, "source"))).equals(begun.whole)).toBe(
      true,
    );
  });

  test("after its first holder has died, it takes over, also once the parts have been put together", async () => {
    for (const assembled of [false, true]) {
      const begun = await beginAndSend(client, 25_000);
      const parts = await partsOf(begun.id);
      await stack.rows(
        `update uploads.uploads set status = 'finalizing', lease = $2, lease_until = now() + interval '1 second'
         where id = $1`,
        [begun.id, randomUUID()],
      );
      if (assembled) {
        const folder = path.join(stack.folder, "input/uploads", begun.id);
        await mkdir(folder, { recursive: true });
        await rename(parts, path.join(folder, "source"));
      }
      const late = await client.sendChunk({ uploadId: begun.id, index: 0 }, begun.chunks[0] as Buffer);
      expect(late.error_code).toBe("UPLOAD_FINALIZED");
      const reply = await client.call(finalize, finalizeBody(begun));
      expect(reply).toMatchObject({ status: 200, data: { sha256: sha256(begun.whole) } });
      expect(await eventsOf(begun.id)).toHaveLength(1);
    }
  });

  test("while another one is at it for too long, it says so", async () => {
    const impatient = stack.client(client.userId, await stack.startService({ UPLOAD_WAIT_SECONDS: "0" }));
    const begun = await beginAndSend(client, 25_000);
    await stack.rows(
      "update uploads.uploads set status = 'finalizing', lease = $2, lease_until = now() + interval '1 hour' where id = $1",
      [begun.id, randomUUID()],
    );
    const reply = await impatient.call(finalize, finalizeBody(begun));
    expect(reply).toMatchObject({ status: 504, error_code: "TIMEOUT" });
    expect(reply.headers.get("retry-after")).toBe("2");
  });
});

describe("the jobs service", () => {
  test("away at the end is told, and the job is made when it is back", async () => {
    await jobs.stop();
    const begun = await beginAndSend(client, 25_000);
    const options = jobOptions.parse({ clip_count: 2 });
    const away = await client.call(finalize, { body: { upload_id: begun.id, options } });
    expect(away).toMatchObject({ status: 503, error_code: "SERVICE_UNAVAILABLE" });
    expect(away.error).toContain("The file has arrived");
    expect(await eventsOf(begun.id)).toHaveLength(1);
    // There is something left to finish, so that a client that comes back goes on.
    expect(await statusOf(begun.id)).toMatchObject({ status: "finalizing", job_id: null });
    await jobs.start();
    const reply = await client.call(finalize, finalizeBody(begun, true));
    expect(reply).toMatchObject({ status: 200, data: { job_id: jobs.jobs.get(begun.id) } });
    expect(jobs.asked.at(-1)?.options).toEqual(options);
    expect(await eventsOf(begun.id)).toHaveLength(1);
    expect(await statusOf(begun.id)).toMatchObject({ status: "finished", job_id: reply.data.job_id });
  });

  test("whose answer is lost makes one job all the same", async () => {
    const begun = await beginAndSend(client, 25_000);
    jobs.answersToLose = 1;
    const lost = await client.call(finalize, finalizeBody(begun, true));
    expect(lost).toMatchObject({ status: 504, error_code: "TIMEOUT" });
    const reply = await client.call(finalize, finalizeBody(begun, true));
    expect(reply.data.job_id).toBe(jobs.jobs.get(begun.id));
    expect(jobs.asked).toHaveLength(2);
  });

  test("hears of finished uploads, of their owner's alone", async () => {
    const begun = await beginAndSend(client, 25_000);
    const look = (user_id: string) => ask(jobsNats, getFinished, { upload_id: begun.id, user_id });
    expect(await look(client.userId)).toEqual({ upload: null });
    await client.call(finalize, finalizeBody(begun));
    expect(await look(randomUUID())).toEqual({ upload: null });
    const key = `uploads/${begun.id}/source`;
    expect(await look(client.userId)).toEqual({
      upload: { upload_id: begun.id, key, filename: "talk.mp4", bytes: 25_000, sha256: sha256(begun.whole) },
    });
  });
});
