-- The steps at each of the stages $1: those that run, then those that wait or are held; at most 100 of each stage.
select q.stage as queue, s.job_id, s.id as step_id, s.state, s.priority as rank, s.tries, s.worker_id, s.progress,
  s.available_at as waiting_since
from unnest($1::text[]) with ordinality as q (stage, position)
cross join lateral (
  select * from steps
  where stage = q.stage and state in ('running', 'waiting', 'held')
  order by state <> 'running', state <> 'waiting', priority desc, available_at, id
  limit 100
) s
order by q.position, s.state <> 'running', s.state <> 'waiting', s.priority desc, s.available_at, s.id
