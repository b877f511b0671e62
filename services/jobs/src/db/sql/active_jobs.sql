-- The current steps of active jobs in the order in which they are served, but for those that are held: $1 stages in order, $2 at most.
with first_steps as (
  select s.*, g.place
  from unnest($1::text[]) with ordinality as g (stage, place)
  cross join unnest(array['running', 'waiting']) as state
  cross join lateral (
    select * from steps
    where stage = g.stage and state = state.state
    order by priority desc, available_at, id
    limit $2
  ) s
  order by g.place desc, s.state <> 'running', s.priority desc, s.available_at, s.id
  limit $2
)
select j.id, s.stage, s.state, s.worker_id, s.progress, j.options, j.media_seconds, j.media_megapixels, j.clip_seconds,
  coalesce(extract(epoch from now() - a.started_at)::float8, 0) as elapsed
from first_steps s
join jobs j on j.id = s.job_id
left join attempts a on a.id = s.attempt_id
order by s.place desc, s.state <> 'running', s.priority desc, s.available_at, s.id
