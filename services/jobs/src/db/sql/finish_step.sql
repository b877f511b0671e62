-- A step is done and the next one comes: $1 step, $2 attempt, $3 output, $4 next stage, $5 the next step's share of what is left
-- of the run, $6 media seconds, $7 megapixels, $8 clip seconds (null where not measured by this step). At a queue that is drained
-- the next step arrives held. The caller holds the job's lock. Returns the job's new version, and where its run is now.
with done as (
  update steps
  set state = 'done', output = $3, progress = 1, reached = 1, lease_expires_at = null, finished_at = now()
  where id = $1
  returning job_id, run
),
ended as (update attempts set outcome = 'done', ended_at = now() where id = $2),
opened as (
  update steps s
  set available_at = now(),
    state = case when exists (select from queues q where q.stage = $4 and q.draining) then 'held' else 'waiting' end
  from done d
  where s.job_id = d.job_id and s.run = d.run and s.stage = $4
),
advanced as (
  update runs r
  set progress_base = least(1, r.progress_base + r.progress_span),
    progress_span = greatest(0, 1 - r.progress_base - r.progress_span) * $5
  from done d
  where r.job_id = d.job_id and r.run = d.run
  returning r.progress_base, r.progress_span
)
update jobs j
set stage = $4, version = j.version + 1, media_seconds = coalesce($6, j.media_seconds),
  media_megapixels = coalesce($7, j.media_megapixels), clip_seconds = coalesce($8, j.clip_seconds)
from done d, advanced a
where j.id = d.job_id
returning j.version, a.progress_base as base, a.progress_span as span
