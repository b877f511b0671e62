-- Cancels jobs that wait at the stages $1, with their runs, their open steps and an event for each: $2 reason, $3 jobs at the
-- most, $4 and $5 the account that wants it and its role. The jobs are locked before anything of them is changed, and only what still waits then is cancelled. The caller holds
-- the queues, so that nothing of them is claimed meanwhile. Returns how many were cancelled at each stage.
with waiting as (
  select j.id, j.run
  from steps s
  join jobs j on j.id = s.job_id and j.run = s.run
  where s.stage = any ($1) and s.state in ('waiting', 'held')
  order by j.id
  limit $3
  for update of j
),
stopped as (
  update steps s
  set state = 'cancelled', finished_at = now()
  from waiting w
  where s.job_id = w.id and s.run = w.run and s.state in ('blocked', 'waiting', 'held')
  returning s.job_id, s.run
),
cleared as (select distinct job_id, run from stopped),
ended_runs as (
  update runs r
  set state = 'cancelled', finished_at = now(), cancelled_by = $4, cancelled_role = $5
  from cleared c
  where r.job_id = c.job_id and r.run = c.run
),
ended_jobs as (
  update jobs j
  set status = 'cancelled', cancel_reason = $2, finished_at = now(), version = j.version + 1
  from cleared c
  where j.id = c.job_id
  returning j.id, j.user_id, j.run, j.stage, j.version, j.traceparent
),
told as (
  insert into events (id, name, entity, entity_id, version, payload, traceparent)
  select gen_random_uuid(), 'job:cancelled', 'job', id::text, version,
    jsonb_build_object('job_id', id, 'user_id', user_id, 'run', run), traceparent
  from ended_jobs
)
select stage, count(*)::int as count from ended_jobs group by stage
