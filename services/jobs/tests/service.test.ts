import { randomUUID } from "node:crypto";
import { PassThrough } from "node:stream";
import { interrupt, wake } from "@agentos/contracts/messages/jobs";
import { onHint } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { newTrace, parseTraceparent, runInTrace } from "@agentos/service-kit/trace";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finishJob } from "./harness/finish-job.ts";
import { startActing, type Acting } from "./harness/acting.ts";
import type { TestService } from "./harness/service.ts";
import { quietLog } from "./harness/stack.ts";
import { until } from "./harness/until.ts";

let acting: Acting;
let service: TestService;
let admin: Pool;
const written = new PassThrough();
const lines: string[] = [];
written.on("data", (piece: Buffer) => lines.push(...piece.toString().split("\n").filter(Boolean)));

beforeAll(async () => {
  const log = createLogger({ service: "jobs", instance: "test", level: "info" }, written);
  acting = await startActing({ log });
  service = acting.service;
  admin = new Pool({ connectionString: service.stack.database.jobsUrl, max: 1 });
});
afterAll(async () => {
  await admin.end();
  await acting.close();
});

test("a worker that falls silent loses its step to another, without anybody's help", async () => {
  const job_id = await service.createJob();
  const [silent] = await service.worker().claim("video_downloader");
  expect(silent).toMatchObject({ job_id, tries: 1 });
  const other = service.worker();
  const taken = await until("the step taken by another", async () => (await other.claim("video_downloader"))[0]);
  expect(taken).toMatchObject({ step_id: silent?.step_id, tries: 2 });
  await other.finish(taken);
  await finishJob(service);
});

test("all that is logged and told of a job carries the trace of the request that made it", async () => {
  const trace = newTrace();
  const job_id = await runInTrace(trace, () => service.createJob());
  const worker = service.worker();
  const [first] = await worker.claim("video_downloader");
  if (!first) throw new Error("nothing to claim");
  expect(parseTraceparent(first.traceparent)?.traceId).toBe(trace.traceId);
  await worker.fail(first, { code: "STAGE_FAILED", retryable: true });
  await admin.query("update steps set available_at = now() where state = 'waiting'");
  await finishJob(service);

  const own = lines.map((line) => JSON.parse(line)).filter((line) => line.job_id === job_id);
  const said = own.map((line) => line.msg);
  for (const event of ["job:created", "job:downloading", "job:step", "job:cutting", "clip:ready", "job:completed"]) {
    expect(said).toContain(event);
  }
  expect(new Set(own.map((line) => line.trace_id))).toEqual(new Set([trace.traceId]));
  const { rows } = await admin.query(
    "select distinct substr(traceparent, 4, 32) as id from events where payload->>'job_id' = $1",
    [job_id],
  );
  expect(rows).toEqual([{ id: trace.traceId }]);
});

test("workers are woken for what can be claimed, and interrupted for what is cancelled", async () => {
  const media = await service.stack.connectAs("media");
  const woken: string[] = [];
  const interrupted: string[] = [];
  onHint(media, wake, quietLog(), ({ stages }) => woken.push(...stages));
  onHint(media, interrupt, quietLog(), ({ attempt_ids }) => interrupted.push(...attempt_ids));
  await media.flush();
  const owner = randomUUID();
  const job_id = await service.createJob(owner);
  await until("a wake-up for the first stage", async () => woken.includes("video_downloader"));
  const worker = service.worker();
  const [task] = await worker.claim("video_downloader");
  if (!task) throw new Error("nothing to claim");
  await acting.run("job.cancel", { job_id }, { actor: { user_id: owner, role: "user", scope: "own" } });
  await until("the interruption", async () => interrupted.includes(task.attempt_id));
  expect(await worker.renew(task)).toBe("cancel");
});

test("the service says that it is ready, and what its queues hold", async () => {
  await service.createJob();
  const ready = await fetch(`${service.opsBase()}/ready`);
  expect(await ready.json()).toMatchObject({ ready: true, checks: { database: {}, nats: {}, storage: {} } });
  const metrics = await (await fetch(`${service.opsBase()}/metrics`)).text();
  expect(metrics).toMatch(/queue_depth\{[^}]*stage="video_downloader"[^}]*state="waiting"[^}]*\} 1/);
  expect(metrics).toMatch(/queue_claimed_total\{[^}]*stage="video_cutter"[^}]*\} 2/);
  expect(metrics).toMatch(/queue_leases_expired_total\{[^}]*stage="video_downloader"[^}]*\} 1/);
  expect(metrics).toMatch(/job_events_total\{[^}]*event="job:completed"[^}]*\} 2/);
  expect(metrics).toMatch(/queue_attempt_seconds_count\{[^}]*outcome="failed"[^}]*\} 1/);
  expect(metrics).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
});
