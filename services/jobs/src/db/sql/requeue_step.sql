-- A running step goes back to its queue: $1 step, $2 seconds until it can be claimed, $3 whether the try counts. One that was
-- given back unfinished keeps its place. Returns the job's new version.
with requeued as (
  update steps
  set state = 'waiting', lease_expires_at = null, worker_id = null, attempt_id = null,
    tries = case when $3::boolean then tries else tries - 1 end,
    available_at = case when $3::boolean then now() + make_interval(secs => $2) else available_at end
  where id = $1
  returning job_id
)
update jobs j
set version = j.version + 1
from requeued r
where j.id = r.job_id
returning j.version
