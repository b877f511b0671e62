import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { StageName } from "@agentos/contracts/stages/stages";
import { descendantsOf, query, until } from "../driver.ts";
import { shortOptions } from "../videos.ts";
import { sendAction, type World } from "./world.ts";

/** Jobs in the states that actions need, made as a user makes them. */

/** An address that nobody can reach from here; its job waits as long as the first queue is paused, and fails after three tries. */
const nowhere = "https://clips.invalid/talk.mp4";

export async function pauseAll(world: World): Promise<void> {
  await sendAction(world, "queue.pause", { queue: "default" });
}

export async function resumeAll(world: World): Promise<void> {
  await sendAction(world, "queue.resume", { queue: "default" });
}

/** Jobs that wait at the first stage, of which nothing is taken. */
export async function waitingJobs(world: World, count: number): Promise<string[]> {
  await pauseAll(world);
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { body } = await world.user.post<{ job_id: string }>("/api/jobs/create", { url: nowhere });
    ids.push(body.data.job_id);
  }
  return ids;
}

export async function uploadedJob(world: World): Promise<string> {
  const { body } = await world.user.upload(world.video, shortOptions);
  return body.data.job_id;
}

/** A job that is at a stage now, and the programs that its worker runs. */
export async function jobRunningAt(world: World, stage: StageName): Promise<{ jobId: string; programs: number[] }> {
  const jobId = await uploadedJob(world);
  await until(async () => (await stepStates(world, jobId))[stage] === "running", 5);
  const programs = await until(() => {
    const found = descendantsOf(world.stack.pidOf(stage));
    return found.length > 0 && found;
  });
  return { jobId, programs };
}

/** A job that has failed, because its file is a letter. */
export async function failedJob(world: World): Promise<string> {
  const file = path.join(world.stack.folder, `letter-${randomUUID()}.mp4`);
  await writeFile(file, "This is a letter, not a video.\n".repeat(200));
  const { body } = await world.user.upload(file, shortOptions);
  await world.user.untilEnded(body.data.job_id);
  return body.data.job_id;
}

/** Jobs whose tries are used up, the one that was given up first before the others. */
export async function deadJobs(world: World, count: number): Promise<string[]> {
  const jobs = await Promise.all(Array.from({ length: count }, () => deadJob(world)));
  const rows = await query<{ job_id: string }>(
    world.stack,
    "select job_id from dead_letters where job_id = any($1) order by created_at, id",
    [jobs],
  );
  return rows.map((row) => row.job_id);
}

async function deadJob(world: World): Promise<string> {
  const { body } = await world.user.post<{ job_id: string }>("/api/jobs/create", { url: nowhere });
  await world.user.untilEnded(body.data.job_id);
  return body.data.job_id;
}

export async function stepStates(world: World, jobId: string): Promise<Partial<Record<StageName, string>>> {
  const rows = await query<{ stage: StageName; state: string }>(
    world.stack,
    "select s.stage, s.state from steps s join jobs j on j.id = s.job_id and j.run = s.run where s.job_id = $1",
    [jobId],
  );
  return Object.fromEntries(rows.map((row) => [row.stage, row.state]));
}

/** The jobs that wait at a stage. */
export async function waitingAt(world: World, stage: StageName): Promise<string[]> {
  const rows = await query<{ job_id: string }>(
    world.stack,
    "select job_id from steps where stage = $1 and state in ('waiting', 'held')",
    [stage],
  );
  return rows.map((row) => row.job_id);
}

/** Everything that has ever happened to jobs, as their events tell it: what a second effect would add to. */
export async function historyOf(world: World, jobIds: readonly string[]): Promise<unknown> {
  return query(world.stack, "select name, version from events where entity_id = any($1) order by seq", [[...jobIds]]);
}

export async function statusesOf(world: World, jobIds: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ status: string }>(world.stack, "select status from jobs where id = any($1)", [
    [...jobIds],
  ]);
  return new Set(rows.map((row) => row.status));
}
