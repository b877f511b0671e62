import { jobOptions } from "@agentos/contracts/job-options";
import { stageNames, type StageName } from "@agentos/contracts/stages/stages";
import type { Pool } from "pg";

/** Jobs that one statement makes or removes: few enough to be done within the pool's time-outs on a busy machine. */
const slice = 2500;

/** Fills the queue of a stage with waiting steps of as many jobs, by plain SQL: the way to large numbers. */
export async function fillQueue(pool: Pool, { steps, stage }: { steps: number; stage: StageName }): Promise<void> {
  for (let from = 1; from <= steps; from += slice) {
    await fillSlice(pool, stage, from, Math.min(steps, from + slice - 1));
  }
}

async function fillSlice(pool: Pool, stage: StageName, from: number, to: number): Promise<void> {
  await pool.query(
    `with made as (
       insert into jobs (id, user_id, title, status, stage, priority, source, options, traceparent, created_at)
       select gen_random_uuid(), gen_random_uuid(), 'Job ' || n, 'queued', $3, n % 3,
         '{"kind": "url", "url": "https://example.com/video.mp4"}', $4,
         '00-' || md5(n::text) || '-' || substr(md5(n::text), 1, 16) || '-01', now() - make_interval(secs => n)
       from generate_series($1::int, $2::int) n
       returning id, priority, created_at
     ), begun as (
       insert into runs (job_id, run, state) select id, 1, 'active' from made
     )
     insert into steps (id, job_id, run, stage, position, state, priority, available_at)
     select gen_random_uuid(), id, 1, $3, $5, 'waiting', priority, created_at from made`,
    [from, to, stage, JSON.stringify(jobOptions.parse({})), stageNames.indexOf(stage)],
  );
}

/** Removes all jobs with what belongs to them. */
export async function emptyQueue(pool: Pool): Promise<void> {
  const text = "delete from jobs where id in (select id from jobs limit $1)";
  while ((await pool.query(text, [slice])).rowCount === slice);
}
