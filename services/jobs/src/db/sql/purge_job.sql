-- Removes job $1 with all that belongs to it, adds it to the counts of its day, and marks its files ($2) to be removed. The
-- caller holds the job's lock.
with gone as (delete from jobs where id = $1 returning *),
counted as (
  insert into purged_days as p (day, user_id, status, seeded, jobs, clips, milliseconds, timed)
  select (created_at at time zone 'UTC')::date, user_id, status, seeded, 1, clip_count,
    coalesce(duration_ms(started_at, finished_at), 0), (started_at is not null)::int
  from gone
  on conflict (day, user_id, status, seeded) do update
  set jobs = p.jobs + 1, clips = p.clips + excluded.clips, milliseconds = p.milliseconds + excluded.milliseconds,
    timed = p.timed + excluded.timed
)
insert into file_removals (prefix) values ($2)
