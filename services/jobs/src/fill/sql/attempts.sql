insert into attempts (id, step_id, request_id, worker_id, try, outcome, error_code, error_message, waited_seconds, started_at, ended_at,
  swept_at)
select attempt_id, id, gen_random_uuid(), worker_id, 1, state,
  case state when 'failed' then 'STAGE_FAILED' end, case state when 'failed' then 'It did not work.' end, 0.5, started_at, finished_at,
  case state when 'failed' then finished_at end
from steps
where attempt_id is not null
