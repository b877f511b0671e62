import path from "node:path";
import { rmSync } from "node:fs";
import { nextStage, stageNames, type StageName } from "@agentos/contracts/stages/stages";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { Client } from "pg";
import { expect } from "vitest";
import { databaseUrl, descendantsOf, findStore, parentOf, query, signIn, until, type Person } from "../driver.ts";
import { makeTalk, shortOptions } from "../videos.ts";

/** The system under which processes are killed, and the one who gives it jobs. */
export type Patient = { stack: Stack; person: Person; video: string };

export type Attempt = { stage: StageName; outcome: string; run: number };

export async function startPatient(): Promise<Patient> {
  const stack = await startStack();
  const video = path.join(stack.folder, "talk.mp4");
  await makeTalk(video);
  return { stack, person: await signIn(stack, "user"), video };
}

export async function newJob({ person, video }: Patient): Promise<string> {
  const { status, body } = await person.upload(video, shortOptions);
  expect(status).toBe(200);
  return body.data.job_id;
}

export async function newJobs(patient: Patient, count: number): Promise<string[]> {
  const jobs: string[] = [];
  while (jobs.length < count) jobs.push(await newJob(patient));
  return jobs;
}

/** Waits until a step runs; undefined where it was over before that was seen. */
async function untilBegun({ stack }: Patient, jobId: string, stage: StageName): Promise<string | undefined> {
  const step = await until(async () => {
    const [row] = await query<{ attempt_id: string; state: string }>(
      stack,
      "select attempt_id, state from steps where job_id = $1 and stage = $2 and state in ('running', 'done')",
      [jobId, stage],
    );
    return row;
  }, 5);
  return step.state === "running" ? step.attempt_id : undefined;
}

/**
 * Kills the worker of each of these stages while it works on a job: what comes after the stage is locked meanwhile, so that even a
 * stage of milliseconds cannot be over before the signal. The next stage's successor is locked before its own step is let go, so
 * that none slips through between two kills. Resolves when the last one's programs are gone and another worker is there.
 */
export async function killInMidWork(patient: Patient, jobId: string, stages: readonly StageName[]): Promise<void> {
  let letGo = async (): Promise<void> => {};
  try {
    for (const stage of stages) {
      const holdNext = await holdNextStep(patient, jobId, stage);
      await letGo();
      letGo = holdNext;
      await killHeldWorker(patient, jobId, stage);
    }
  } finally {
    await letGo();
  }
}

/** Kills the worker of a stage whose result cannot be written yet. */
async function killHeldWorker(patient: Patient, jobId: string, stage: StageName): Promise<void> {
  const { stack } = patient;
  await untilRunning(patient, jobId, stage);
  const programs = descendantsOf(stack.pidOf(stage));
  const pid = stack.kill(stage);
  await until(() => programs.every((program) => parentOf(program) === undefined));
  // A result that was on its way is given up by jobs when it has waited too long; nobody sends it again.
  await until(async () => (await waitingForLocks(patient)) === 0);
  await stack.untilReplaced(stage, pid);
}

/** Locks the step after a stage, which the end of that stage opens. Returns how to let go of it. */
async function holdNextStep({ stack }: Patient, jobId: string, stage: StageName): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: databaseUrl(stack, "jobs") });
  await client.connect();
  await client.query("set idle_in_transaction_session_timeout = 0");
  await client.query("begin");
  await client.query("select 1 from steps where job_id = $1 and stage = $2 for update", [
    jobId,
    nextStage(stage)?.name ?? null,
  ]);
  return () => client.end();
}

async function waitingForLocks({ stack }: Patient): Promise<number> {
  return (await query(stack, "select 1 from pg_stat_activity where wait_event_type = 'Lock'")).length;
}

/** Waits until a step runs that takes seconds. Errors: it was over before that was seen. */
export async function untilRunning(patient: Patient, jobId: string, stage: StageName): Promise<string> {
  const attemptId = await untilBegun(patient, jobId, stage);
  if (attemptId === undefined) throw new Error(`${stage} was over before it was seen to run.`);
  return attemptId;
}

/** Waits until a step of one of these jobs runs. */
export async function untilOneRuns({ stack }: Patient, jobs: readonly string[], stage: StageName): Promise<void> {
  const running = "select 1 from steps where job_id = any($1) and stage = $2 and state = 'running'";
  await until(async () => (await query(stack, running, [jobs, stage])).length > 0, 5);
}

export function attemptsOf({ stack }: Patient, jobId: string): Promise<Attempt[]> {
  return query<Attempt>(
    stack,
    "select s.stage, a.outcome, s.run from attempts a join steps s on s.id = a.step_id where s.job_id = $1 order by a.started_at",
    [jobId],
  );
}

/** What must hold of a job whatever happened to the processes: done once, with one set of clips that are there. */
export async function expectDoneOnce(patient: Patient, jobId: string): Promise<void> {
  const { stack, person } = patient;
  const job = await person.untilEnded(jobId);
  expect(job).toMatchObject({ error: null, status: "completed", run: 1 });
  expect(await query(stack, "select state from runs where job_id = $1", [jobId])).toEqual([{ state: "completed" }]);
  const clips = await person.clips(jobId);
  expect(clips.map((clip) => clip.index)).toEqual([0]);
  const response = await fetch(stack.api + (clips[0]?.url ?? ""));
  expect((await response.arrayBuffer()).byteLength).toBe(clips[0]?.bytes);
  const done = (await attemptsOf(patient, jobId))
    .filter((attempt) => attempt.outcome === "done")
    .map((attempt) => attempt.stage);
  expect(done).toEqual(stageNames);
}

/** NATS is killed and all that it has stored deleted while so many jobs run and wait. */
export async function expectToOutliveNats(patient: Patient, count: number): Promise<void> {
  const { stack } = patient;
  const jobs = await newJobs(patient, count);
  await untilOneRuns(patient, jobs, "audio_transcriber");
  const store = findStore(path.join(stack.folder, "state"));
  const pid = stack.kill("nats");
  rmSync(store, { recursive: true, force: true });
  await stack.untilReplaced("nats", pid);
  for (const jobId of jobs) await expectDoneOnce(patient, jobId);
}
