import { randomUUID } from "node:crypto";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestService, type TestService } from "./harness/service.ts";

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

test("a job that another transaction holds for long is an answer to try again, not a failure, and claims pass over it", async () => {
  const owner = randomUUID();
  const held = await service.createJob(owner);
  const free = await service.createJob(owner);
  const admin = new Pool({ connectionString: service.stack.database.jobsUrl, max: 1 });
  const client = await admin.connect();
  await client.query("begin");
  await client.query("select from jobs where id = $1 for update", [held]);
  const noting = service.api("user", owner)(jobOperations.note, { params: { job_id: held }, body: { note: "mine" } });
  expect((await service.worker().claim("video_downloader", 5)).map((task) => task.job_id)).toEqual([free]);
  expect(await noting).toMatchObject({ status: 503, error_code: "SERVICE_UNAVAILABLE" });
  await client.query("rollback");
  client.release();
  await admin.end();
  expect((await service.worker().claim("video_downloader", 5)).map((task) => task.job_id)).toEqual([held]);
});
