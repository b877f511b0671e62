import { randomUUID } from "node:crypto";
import { jobOperations } from "@agentos/contracts/api/jobs";
import { Pool } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startFleet, type Fleet } from "./harness/fleet.ts";
import { startTestService, type TestService } from "./harness/service.ts";
import { until } from "./harness/until.ts";

let service: TestService;
let fleet: Fleet;
let admin: Pool;
beforeEach(async () => {
  service = await startTestService({ ownPostgres: true });
  admin = new Pool({ connectionString: service.stack.database.adminUrl, max: 1 });
  admin.on("error", () => undefined);
  fleet = startFleet(service, { workersPerStage: 2, workMs: 100 });
});
afterEach(async () => {
  await fleet.stop();
  await admin.end();
  await service.close();
});

const userId = randomUUID();

async function createJobs(count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => service.createJob(userId)));
}

/** Waits until all jobs are completed, and tells what was done for them. */
async function allDone(count: number): Promise<unknown> {
  const api = service.api("user", userId);
  await until("all jobs completed", async () => {
    const { data } = await api(jobOperations.summary);
    return data.by_status.completed === count;
  });
  const { rows } = await admin.query(`
    select (select count(*)::int from jobs.runs) as runs,
      (select count(*)::int from jobs.clips) as clips,
      (select count(*)::int from jobs.attempts where outcome = 'done') as done,
      (select count(*)::int from jobs.steps where state <> 'done') as open`);
  return rows[0];
}

/** Each job by one run, each step by one result, with one set of clips. */
const eachOnce = { runs: 10, clips: 20, done: 60, open: 0 };

/** Some work is done and some is not. */
async function underWay(): Promise<void> {
  await until("some steps done", async () => {
    const { rows } = await admin.query("select count(*)::int as done from jobs.attempts where outcome = 'done'");
    return rows[0].done >= 6;
  });
}

test("NATS restarted with an empty store while jobs run: all finish once, and the events are in the new stream", async () => {
  await createJobs(10);
  await underWay();
  await service.stack.nats.wipe();
  expect(await allDone(10)).toEqual(eachOnce);
  await until("every event sent to the new stream", async () => {
    const { rows } = await admin.query(
      "select count(*)::int as all, count(*) filter (where sent_at is not null)::int as sent from jobs.events",
    );
    return rows[0].sent === rows[0].all && (await service.stack.streamMessages()) === rows[0].all;
  });
});

test("PostgreSQL killed and started again while jobs run: all finish once", async () => {
  await createJobs(10);
  await underWay();
  await service.stack.database.restart();
  expect(await allDone(10)).toEqual(eachOnce);
});

test("the service restarted while jobs run: all finish once", async () => {
  await createJobs(10);
  await underWay();
  await service.restart();
  expect(await allDone(10)).toEqual(eachOnce);
});
