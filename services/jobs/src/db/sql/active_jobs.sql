-- The current steps of active jobs in the order in which they are served, but for those that are held: $1 stages in order, $2 at most.
-- What is found of a step is looked up by its key: a join would read all attempts where the planner expects many of them.
with first_steps as materialized (
  select s.*, g.place
  from unnest($1::text[]) with ordinality as g (stage, place)
  cross join unnest(array['running', 'waiting']) as state
  cross join lateral (
    select * from steps
    where stage = g.stage and state = state.state and state in ('waiting', 'held', 'running')
    order by priority desc, available_at, id
    limit $2
  ) s
  order by g.place desc, s.state <> 'running', s.priority desc, s.available_at, s.id
  limit $2
)
select j.id, s.stage, s.state, s.worker_id, s.progress, j.options, j.media_seconds, j.media_megapixels, j.clip_seconds,
  coalesce(
    extract(epoch from now() - (select a.started_at from attempts a where a.id = s.attempt_id))::float8, 0
  ) as elapsed
from first_steps s
cross join lateral (select * from jobs where id = s.job_id offset 0) j
order by s.place desc, s.state <> 'running', s.priority desc, s.available_at, s.id
