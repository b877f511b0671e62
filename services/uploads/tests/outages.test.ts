import { setTimeout as sleep } from "node:timers/promises";
import { uploadOperations } from "@agentos/contracts/api/upload";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256, type Reply, type UploadsClient } from "./harness/client.ts";
import { JobsService } from "./harness/jobs-service.ts";
import { startStack, type TestStack } from "./harness/stack.ts";
import { begin, beginAndSend, finalizeBody } from "./harness/upload.ts";
import { until } from "./harness/until.ts";

const { finalize, status } = uploadOperations;

let stack: TestStack;
let client: UploadsClient;
let jobs: JobsService;
beforeAll(async () => {
  stack = await startStack({ UPLOAD_LEASE_SECONDS: "2" });
  client = stack.client();
  jobs = new JobsService(await stack.connectAs("jobs"));
  await jobs.start();
});
afterAll(() => stack.close());

/** Repeats a request, as clients do, until it succeeds; it may fail in no other way than as an outage. */
async function persist<Data>(request: () => Promise<Reply<Data>>): Promise<Reply<Data>> {
  return until("the request succeeds", async () => {
    const reply = await request();
    if (![200, 503, 504].includes(reply.status)) throw new Error(`${reply.status}: ${reply.error}`);
    return reply.status === 200 && reply;
  });
}

test("connections to the database that break all the time hurt neither the service nor the upload", async () => {
  const begun = await begin(client, 300_000);
  const over = new AbortController();
  const breaking = (async () => {
    while (!over.signal.aborted) {
      await stack.rows("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'uploads'");
      await sleep(30);
    }
  })();
  const queue = [...begun.chunks.entries()];
  const sendSome = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [index, bytes] = next;
      await persist(() => client.sendChunk({ uploadId: begun.id, index }, bytes));
    }
  };
  await Promise.all([sendSome(), sendSome(), sendSome()]);
  const reply = await persist(() => client.call(finalize, finalizeBody(begun, true)));
  over.abort();
  await breaking;
  expect(reply.data).toMatchObject({ sha256: sha256(begun.whole), job_id: jobs.jobs.get(begun.id) });
  const events = await stack.rows("select name from uploads.events where entity_id = $1", [begun.id]);
  expect(events).toEqual([{ name: "file:uploaded" }]);
});

test("NATS killed and its store lost at the end: the file is kept, and its job is made once NATS is back", async () => {
  const begun = await beginAndSend(client, 30_000);
  await stack.nats.kill();
  const away = await client.call(finalize, finalizeBody(begun, true));
  expect([503, 504]).toContain(away.status);
  const { data } = await client.call(status, { params: { upload_id: begun.id } });
  expect(data).toMatchObject({ status: "finalizing", received: [0, 1, 2], job_id: null });
  await stack.nats.wipe();
  const reply = await persist(() => client.call(finalize, finalizeBody(begun, true)));
  expect(reply.data).toMatchObject({ sha256: sha256(begun.whole), job_id: jobs.jobs.get(begun.id) });
  await until("the event is sent to the new stream", async () => {
    const sql = "select 1 from uploads.events where entity_id = $1 and sent_at is not null";
    return (await stack.rows(sql, [begun.id])).length === 1;
  });
});
