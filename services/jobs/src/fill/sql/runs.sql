insert into runs (job_id, run, state, progress_base, progress_span, created_at, finished_at)
select id, 1, case status when 'queued' then 'active' else status end, case status when 'completed' then 1 else 0.1 end, 0.1,
  created_at, finished_at
from jobs
