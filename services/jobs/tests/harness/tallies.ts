import type { Pool } from "pg";

/** What the tallies say: `measure subject detail` with its figures; nothing of what is none. */
export type Tallied = Record<string, number[]>;

/** The tallies as their readers add them up. Classes of durations are summed up: how many there are. */
export async function readTallied(pool: Pool): Promise<Tallied> {
  return tallied(
    pool,
    `select measure, subject, case when measure like '%_seconds' then '' else detail end as detail,
       sum(count) as count, sum(clips) as clips, sum(timed) as timed, sum(milliseconds) as milliseconds
     from tallied where measure not like '%_seconds' group by 1, 2, 3
     union all
     select measure, subject, '', sum(count), 0, 0, 0 from tallied where measure like '%_seconds' group by 1, 2`,
  );
}

/** The same, by counting every row: jobs and those that are gone, steps, dead letters, attempts, and the history of events. */
export async function countEverything(pool: Pool): Promise<Tallied> {
  return tallied(
    pool,
    `with all_jobs as (
       select user_id::text, status, 1 as count, clip_count as clips, (finished_at - started_at is not null)::int as timed,
         coalesce(round(date_part('epoch', finished_at - started_at) * 1000), 0) as milliseconds
       from jobs
       union all
       select user_id::text, status, jobs, clips, timed, milliseconds from purged_days
     ),
     ended as (select *, a.outcome as ended_as from attempts a join (select id as step_id, stage from steps) s using (step_id)
       where outcome is not null),
     told as (select substr(name, 5) as status, payload from events where name in ('job:completed', 'job:failed', 'job:cancelled'))
     select 'jobs' as measure, owner as subject, status as detail, sum(count) as count, sum(clips) as clips, sum(timed) as timed,
       sum(milliseconds) as milliseconds
     from all_jobs, lateral (values (''), (user_id)) o (owner) group by owner, status
     union all
     select 'steps', stage, state, count(*), 0, 0, 0 from steps where state in ('waiting', 'held', 'running') group by 2, 3
     union all
     select 'steps', stage, 'dead_letter', count(*), 0, 0, 0 from dead_letters where resolved_at is null group by 2, 3
     union all
     select 'created', '', '', count(*), 0, 0, 0 from events where name = 'job:created'
     union all
     select 'ended', status, '', count(*), sum(coalesce((payload->>'clips')::int, 0)), null, null from told group by status
     union all
     select 'errors', payload->>'error_code', '', count(*), 0, null, null from told where status = 'failed' group by 2
     union all
     select 'run_seconds', '', '', count(*), 0, 0, 0 from told where status = 'completed'
     union all
     select 'attempts', stage, ended_as, count(*), 0, count(*),
       sum(round(date_part('epoch', ended_at - started_at) * 1000)) from ended group by 2, 3
     union all
     select 'activity', stage, ended_as, count(*), 0, count(*),
       sum(round(date_part('epoch', ended_at - started_at) * 1000)) from ended group by 2, 3
     union all
     select 'attempt_seconds', stage, '', count(*), 0, 0, 0 from ended where ended_as = 'done' group by 2`,
  );
}

async function tallied(pool: Pool, text: string): Promise<Tallied> {
  const { rows } = await pool.query<Record<string, string | number | null>>(text);
  const entries = rows.map(({ measure, subject, detail, count, clips, timed, milliseconds }) => {
    // The events do not tell how long a job took.
    const unknown = measure === "ended" || measure === "errors";
    const figures = [count, clips, ...(unknown ? [] : [timed, milliseconds])].map(Number);
    return [`${measure} ${subject} ${detail}`, figures] as const;
  });
  return Object.fromEntries(entries.filter(([, [count]]) => count !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
