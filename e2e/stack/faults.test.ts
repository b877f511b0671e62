import { existsSync } from "node:fs";
import path from "node:path";
import { lease } from "@agentos/contracts/limits";
import { stageNames } from "@agentos/contracts/stages/stages";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { descendantsOf, emptyRedis, parentOf, query, until } from "./driver.ts";
import {
  attemptsOf,
  expectDoneOnce,
  expectToOutliveNats,
  killInMidWork,
  newJob,
  newJobs,
  startPatient,
  untilOneRuns,
  untilRunning,
  type Patient,
} from "./faults/patient.ts";

let patient: Patient;

beforeAll(async () => {
  patient = await startPatient();
}, 300_000);
afterAll(() => patient?.stack.stop(), 120_000);

it("a worker that is killed in mid-work, at each stage of a job: another takes over, nothing runs twice, no program survives", async () => {
  const jobId = await newJob(patient);
  await killInMidWork(patient, jobId, stageNames);
  await expectDoneOnce(patient, jobId);
  const lost = (await attemptsOf(patient, jobId)).filter((attempt) => attempt.outcome !== "done");
  expect(lost).toEqual(stageNames.map((stage) => ({ stage, outcome: "lost", run: 1 })));
});

describe("what else can go away", () => {
  it("a worker that sleeps past its lease: its late result changes nothing", async () => {
    const jobId = await newJob(patient);
    const attempt_id = await untilRunning(patient, jobId, "audio_transcriber");
    const pid = patient.stack.kill("audio_transcriber", "SIGSTOP");
    await until(
      async () =>
        (await query(patient.stack, "select 1 from attempts where id = $1 and outcome = 'lost'", [attempt_id])).length >
        0,
      200,
    );
    process.kill(pid, "SIGCONT");
    await expectDoneOnce(patient, jobId);
    expect(
      (await attemptsOf(patient, jobId))
        .filter((attempt) => attempt.stage === "audio_transcriber")
        .map((attempt) => attempt.outcome),
    ).toEqual(["lost", "done"]);
  });

  it.each(["host", "edge", "postgres", "redis"])(
    "%s killed while jobs run and wait: all of them finish once",
    async (name) => {
      const jobs = await newJobs(patient, 2);
      await untilOneRuns(patient, jobs, "audio_transcriber");
      const pid = patient.stack.kill(name);
      await patient.stack.untilReplaced(name, pid);
      for (const jobId of jobs) await expectDoneOnce(patient, jobId);
    },
  );

  it.each(["host", "edge"])("%s asleep for longer than a lease, then awake: all jobs finish once", async (name) => {
    const jobs = await newJobs(patient, 2);
    await untilOneRuns(patient, jobs, "audio_transcriber");
    const pid = patient.stack.kill(name, "SIGSTOP");
    await sleep(1.5 * lease.seconds * 1000);
    process.kill(pid, "SIGCONT");
    for (const jobId of jobs) await expectDoneOnce(patient, jobId);
  });

  it("Redis emptied while jobs run and wait: all of them finish once", async () => {
    const jobs = await newJobs(patient, 2);
    await untilOneRuns(patient, jobs, "audio_transcriber");
    await emptyRedis(patient.stack);
    for (const jobId of jobs) await expectDoneOnce(patient, jobId);
  });

  it("NATS killed and its store deleted while jobs run and wait: all of them finish once", () =>
    expectToOutliveNats(patient, 3));
});

it("cancel in mid-render stops the programs and leaves no file; retry goes on at the stage that was cancelled", async () => {
  const jobId = await newJob(patient);
  const attempt_id = await untilRunning(patient, jobId, "video_cutter");
  const programs = await until(() => {
    const found = descendantsOf(patient.stack.pidOf("video_cutter"));
    return found.length > 0 && found;
  });
  const cancelled = await patient.person.post<{ status: string }>(`/api/jobs/${jobId}/cancel`, {});
  expect(cancelled).toMatchObject({ status: 200, body: { data: { status: "cancelled" } } });
  await until(() => programs.every((pid) => parentOf(pid) === undefined));
  const files = path.join(patient.stack.folder, "media", "output", "jobs", jobId, "1", "video_cutter", attempt_id);
  await until(() => !existsSync(files));
  expect((await patient.person.post(`/api/jobs/${jobId}/cancel`, {})).status).toBe(409);
  // Long enough for a step that should not start to do so.
  await sleep(2500);
  expect(
    await query(patient.stack, "select 1 from steps where job_id = $1 and state in ('running', 'waiting')", [jobId]),
  ).toEqual([]);
  expect(await patient.person.clips(jobId)).toEqual([]);

  const retried = await patient.person.post<{ from_stage: string; run: number }>(`/api/jobs/${jobId}/retry`, {});
  expect(retried).toMatchObject({ status: 200, body: { data: { from_stage: "video_cutter", run: 2 } } });
  expect((await patient.person.untilEnded(jobId)).status).toBe("completed");
  const second = (await attemptsOf(patient, jobId)).filter((attempt) => attempt.run === 2);
  expect(second).toEqual([{ stage: "video_cutter", outcome: "done", run: 2 }]);
});

it("one job's log lines across all services carry one trace id", async () => {
  const jobId = await newJob(patient);
  const job = await patient.person.untilEnded(jobId);
  const lines = ["host", "edge", ...stageNames].flatMap((name) =>
    patient.stack
      .logOf(name)
      .split("\n")
      .filter((line) => line.includes(job.trace_id))
      .map((line) => JSON.parse(line) as { service: string; trace_id: string; job_id?: string }),
  );
  const services = new Set(lines.map((line) => line.service));
  expect([...services]).toEqual(
    expect.arrayContaining(["gateway", "uploads", "jobs", ...stageNames.map((stage) => `media/${stage}`)]),
  );
  const all = [...stageNames, "host"]
    .flatMap((name) => patient.stack.logOf(name).split("\n"))
    .filter((line) => line.includes(`"job_id":"${jobId}"`));
  expect(all.length).toBeGreaterThan(stageNames.length);
  for (const line of all) expect(JSON.parse(line)).toMatchObject({ trace_id: job.trace_id });
});
