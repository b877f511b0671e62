import { randomUUID } from "node:crypto";
import type { Pool } from "pg";

/** Adds finished jobs with all that belongs to one: a run, a step, an attempt, an event and two clips. */
export async function addJobs(admin: Pool, count: number, user: string = randomUUID()): Promise<void> {
  await admin.query(
    `with made as (
       insert into jobs.jobs (id, user_id, title, status, stage, priority, source, options, traceparent, finished_at, clip_count)
       select gen_random_uuid(), $2, E'a "title"\\twith\\na \\\\ and ünïcode ' || n, 'completed', 'video_cutter', 1,
         '{"kind":"url"}', '{"a":[1,2.50,null]}', '00', now(), 2
       from generate_series(1, $1::int) n returning id
     ), run as (
       insert into jobs.runs (job_id, run, state, finished_at, progress_base)
       select id, 1, 'completed', now(), 0.1 + 0.2 from made returning job_id
     ), step as (
       insert into jobs.steps (id, job_id, run, stage, position, state, priority, output, finished_at)
       select gen_random_uuid(), job_id, 1, 'video_cutter', 5, 'done', 1, '{"clips":[]}', now() from run returning id
     ), attempt as (
       insert into jobs.attempts (id, step_id, request_id, worker_id, try, outcome, waited_seconds, ended_at)
       select gen_random_uuid(), id, gen_random_uuid(), 'w', 1, 'done', 1.5, now() from step
     ), told as (
       insert into jobs.events (id, name, entity, entity_id, version, payload, traceparent)
       select gen_random_uuid(), 'job:completed', 'job', job_id::text, 2, '{}', '00' from run
     )
     insert into jobs.clips (id, job_id, run, clip_index, user_id, title, start_seconds, end_seconds, duration_seconds, score,
       reasons, width, height, video, thumbnail, quality, provenance)
     select gen_random_uuid(), job_id, 1, i, $2, 'clip', 0, 10, 10, 0.7, '[]', 1080, 1920, '{}', '{}', '{}', '{}'
     from run, generate_series(0, 1) i`,
    [count, user],
  );
}

export async function addUser(admin: Pool, id: string): Promise<void> {
  await admin.query(
    "insert into identity.users (id, email, password_hash, role) values ($1, $2 || '@agentos.test', 'x', 'user')",
    [id, id],
  );
}
