-- The steps at each of the stages $1: those that run, then those that wait or are held; at most 100 of each stage.
select queue, job_id, step_id, state, rank, tries, worker_id, progress, waiting_since
from (
  select q.position, q.stage as queue, s.job_id, s.id as step_id, s.state, s.priority as rank, s.tries, s.worker_id, s.progress,
    s.available_at as waiting_since, row_number() over (
      partition by q.stage
      order by s.state <> 'running', s.state <> 'waiting', s.priority desc, s.available_at, s.id
    ) as place
  from unnest($1::text[]) with ordinality as q (stage, position)
  cross join unnest(array['running', 'waiting', 'held']) as state
  cross join lateral (
    select * from steps
    where stage = q.stage and state = state.state and state in ('waiting', 'held', 'running')
    order by priority desc, available_at, id
    limit 100
  ) s
) first
where place <= 100
order by position, place
