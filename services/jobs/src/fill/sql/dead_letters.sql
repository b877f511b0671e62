insert into dead_letters (id, job_id, run, step_id, stage, error_code, error_message, tries, created_at, resolved_at)
select overlay(j.id::text placing 'd' from 21)::uuid, j.id, 1, s.id, s.stage, j.error_code, j.error_message, 3, j.finished_at,
  case when j.finished_at < current_setting('fill.now')::timestamptz - interval '30 days' then j.finished_at + interval '1 day' end
from jobs j
join steps s on s.job_id = j.id and s.run = 1 and s.stage = j.error_stage
where j.error_code = 'WORKER_LOST'
