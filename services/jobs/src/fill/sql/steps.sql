insert into steps (id, job_id, run, stage, position, state, priority, available_at, tries, attempt_id, worker_id, progress, reached,
  output, started_at, finished_at)
select overlay(p.id::text placing position::text from 21)::uuid, p.id, 1, stage, position, state, priority, created_at, tried::int,
  case when tried then gen_random_uuid() end, case when tried then 'worker-' || n % 40 end, done::int, done::int,
  case when done then '{"files": 3}'::jsonb end,
  case when tried then began + make_interval(secs => step_seconds * position) end,
  case when state in ('done', 'failed', 'cancelled') then began + make_interval(secs => step_seconds * (position + 1)) end
from fill_plan p
cross join fill_stages
cross join lateral (
  select case
    when position < last_stage or status = 'completed' then 'done'
    when status = 'queued' then case position when 0 then 'waiting' else 'blocked' end
    when status = 'failed' then case position when last_stage then 'failed' else 'blocked' end
    else 'cancelled'
  end as state
) fate
cross join lateral (select state = 'done' as done, state in ('done', 'failed') as tried) how
order by n, position
