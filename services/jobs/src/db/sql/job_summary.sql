-- Jobs by status, those that are gone too: of user $1, or of everybody where it is null.
with counted as (
  select status, count(*) as jobs, coalesce(sum(clip_count), 0) as clips,
    coalesce(sum(extract(epoch from finished_at - started_at)::float8), 0) as seconds,
    count(finished_at - started_at) as timed
  from jobs
  where $1::uuid is null or user_id = $1
  group by status
  union all
  select status, sum(jobs), sum(clips), sum(seconds), sum(timed)
  from purged_days
  where $1::uuid is null or user_id = $1
  group by status
)
select status, sum(jobs)::int as count, sum(clips)::int as clips, sum(seconds) / nullif(sum(timed), 0)::float8 as seconds
from counted
group by status
