import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { lease } from "@agentos/contracts/limits";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { descendantsOf, emptyRedis, findStore, parentOf, query, signIn, until, type Person } from "./driver.ts";
import { makeTalk, shortOptions } from "./videos.ts";

let stack: Stack;
let person: Person;
let video: string;

beforeAll(async () => {
  stack = await startStack();
  person = await signIn(stack, "user");
  video = path.join(stack.folder, "talk.mp4");
  await makeTalk(video);
}, 300_000);
afterAll(() => stack?.stop(), 120_000);

type Attempt = { stage: StageName; outcome: string; run: number };

async function newJob(): Promise<string> {
  const { status, body } = await person.upload(video, shortOptions);
  expect(status).toBe(200);
  return body.data.job_id;
}

function untilRunning(jobId: string, stage: StageName): Promise<{ attempt_id: string }> {
  return until(async () => {
    const rows = await query<{ attempt_id: string }>(
      stack,
      "select attempt_id from steps where job_id = $1 and stage = $2 and state = 'running'",
      [jobId, stage],
    );
    return rows[0];
  }, 5);
}

async function attemptsOf(jobId: string): Promise<Attempt[]> {
  return query<Attempt>(
    stack,
    "select s.stage, a.outcome, s.run from attempts a join steps s on s.id = a.step_id where s.job_id = $1 order by a.started_at",
    [jobId],
  );
}

/** What must hold of a job whatever happened to the processes: done once, with one set of clips that are there. */
async function expectDoneOnce(jobId: string): Promise<void> {
  const job = await person.untilEnded(jobId);
  expect(job).toMatchObject({ error: null, status: "completed", run: 1 });
  expect(await query(stack, "select state from runs where job_id = $1", [jobId])).toEqual([{ state: "completed" }]);
  const clips = await person.clips(jobId);
  expect(clips.map((clip) => clip.index)).toEqual([0]);
  const response = await fetch(stack.api + (clips[0]?.url ?? ""));
  expect((await response.arrayBuffer()).byteLength).toBe(clips[0]?.bytes);
  const done = (await attemptsOf(jobId))
    .filter((attempt) => attempt.outcome === "done")
    .map((attempt) => attempt.stage);
  expect(done).toEqual(stageNames);
}

const mostKills = 15;

describe("a worker that is killed in mid-work", () => {
  it.each(stageNames)("%s: another takes over, nothing runs twice, no program survives", async (stage) => {
    // A stage can be over before the signal arrives: such a kill proves nothing about mid-work and is tried again.
    for (let kills = 1; ; kills += 1) {
      const jobId = await newJob();
      await untilRunning(jobId, stage);
      const programs = descendantsOf(stack.pidOf(stage));
      const pid = stack.kill(stage);
      await until(() => programs.every((program) => parentOf(program) === undefined));
      await expectDoneOnce(jobId);
      const lost = (await attemptsOf(jobId)).filter((attempt) => attempt.outcome !== "done");
      if (lost.length === 0 && kills < mostKills) {
        await stack.untilReplaced(stage, pid);
        continue;
      }
      expect(lost).toEqual([{ stage, outcome: "lost", run: 1 }]);
      return;
    }
  });
});

describe("what else can go away", () => {
  it("a worker that sleeps past its lease: its late result changes nothing", async () => {
    const jobId = await newJob();
    const { attempt_id } = await untilRunning(jobId, "audio_transcriber");
    const pid = stack.kill("audio_transcriber", "SIGSTOP");
    await until(
      async () =>
        (await query(stack, "select 1 from attempts where id = $1 and outcome = 'lost'", [attempt_id])).length > 0,
      200,
    );
    process.kill(pid, "SIGCONT");
    await expectDoneOnce(jobId);
    expect(
      (await attemptsOf(jobId))
        .filter((attempt) => attempt.stage === "audio_transcriber")
        .map((attempt) => attempt.outcome),
    ).toEqual(["lost", "done"]);
  });

  it.each(["host", "edge", "postgres", "redis"])(
    "%s killed while jobs run and wait: all of them finish once",
    async (name) => {
      const jobs = [await newJob(), await newJob()];
      await untilRunning(jobs[0] ?? "", "audio_transcriber");
      const pid = stack.kill(name);
      await stack.untilReplaced(name, pid);
      for (const jobId of jobs) await expectDoneOnce(jobId);
    },
  );

  it.each(["host", "edge"])("%s asleep for longer than a lease, then awake: all jobs finish once", async (name) => {
    const jobs = [await newJob(), await newJob()];
    await untilRunning(jobs[0] ?? "", "audio_transcriber");
    const pid = stack.kill(name, "SIGSTOP");
    await sleep(1.5 * lease.seconds * 1000);
    process.kill(pid, "SIGCONT");
    for (const jobId of jobs) await expectDoneOnce(jobId);
  });

  it("Redis emptied while jobs run and wait: all of them finish once", async () => {
    const jobs = [await newJob(), await newJob()];
    await untilRunning(jobs[0] ?? "", "audio_transcriber");
    await emptyRedis(stack);
    for (const jobId of jobs) await expectDoneOnce(jobId);
  });

  it("NATS killed and its store deleted while ten jobs run and wait: all of them finish once", async () => {
    const jobs: string[] = [];
    for (let count = 0; count < 10; count += 1) jobs.push(await newJob());
    await untilRunning(jobs[0] ?? "", "audio_transcriber");
    const store = findStore(path.join(stack.folder, "state"));
    const pid = stack.kill("nats");
    rmSync(store, { recursive: true, force: true });
    await stack.untilReplaced("nats", pid);
    for (const jobId of jobs) await expectDoneOnce(jobId);
  });
});

it("cancel in mid-render stops the programs and leaves no file; retry goes on at the stage that was cancelled", async () => {
  const jobId = await newJob();
  const { attempt_id } = await untilRunning(jobId, "video_cutter");
  const programs = await until(() => {
    const found = descendantsOf(stack.pidOf("video_cutter"));
    return found.length > 0 && found;
  });
  const cancelled = await person.post<{ status: string }>(`/api/jobs/${jobId}/cancel`, {});
  expect(cancelled).toMatchObject({ status: 200, body: { data: { status: "cancelled" } } });
  await until(() => programs.every((pid) => parentOf(pid) === undefined));
  const files = path.join(stack.folder, "media", "output", "jobs", jobId, "1", "video_cutter", attempt_id);
  await until(() => !existsSync(files));
  expect((await person.post(`/api/jobs/${jobId}/cancel`, {})).status).toBe(409);
  // Long enough for a step that should not start to do so.
  await sleep(2500);
  expect(
    await query(stack, "select 1 from steps where job_id = $1 and state in ('running', 'waiting')", [jobId]),
  ).toEqual([]);
  expect(await person.clips(jobId)).toEqual([]);

  const retried = await person.post<{ from_stage: string; run: number }>(`/api/jobs/${jobId}/retry`, {});
  expect(retried).toMatchObject({ status: 200, body: { data: { from_stage: "video_cutter", run: 2 } } });
  expect((await person.untilEnded(jobId)).status).toBe("completed");
  const second = (await attemptsOf(jobId)).filter((attempt) => attempt.run === 2);
  expect(second).toEqual([{ stage: "video_cutter", outcome: "done", run: 2 }]);
});

it("one job's log lines across all services carry one trace id", async () => {
  const jobId = await newJob();
  const job = await person.untilEnded(jobId);
  const lines = ["host", "edge", ...stageNames].flatMap((name) =>
    stack
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
    .flatMap((name) => stack.logOf(name).split("\n"))
    .filter((line) => line.includes(`"job_id":"${jobId}"`));
  expect(all.length).toBeGreaterThan(stageNames.length);
  for (const line of all) expect(JSON.parse(line)).toMatchObject({ trace_id: job.trace_id });
});
