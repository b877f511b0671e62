-- Takes waiting steps of a stage, by priority and age: $1 stage, $2 at most, $3 request, $4 worker, $5 lease in seconds.
-- Nothing waits here: a step or a job that another transaction holds is passed over. A request that was answered before
-- takes nothing more. The caller holds the locks of claim_locks.sql.
with taken as (
  select s.id, s.job_id, s.tries, extract(epoch from statement_timestamp() - s.available_at) as waited
  from steps s
  join jobs j on j.id = s.job_id
  where s.stage = $1 and s.state = 'waiting' and s.available_at <= statement_timestamp()
    and not exists (select from attempts a where a.request_id = $3)
    and not exists (
      select from queues q
      where q.stage = $1 and q.paused and (q.paused_until is null or q.paused_until > statement_timestamp())
    )
  order by s.priority desc, s.available_at, s.id
  limit $2
  for update of s, j skip locked
),
given as materialized (select id, job_id, tries, waited, gen_random_uuid() as attempt_id from taken),
begun_attempts as (
  insert into attempts (id, step_id, request_id, worker_id, try, waited_seconds)
  select attempt_id, id, $3, $4, tries + 1, waited from given
),
begun_steps as (
  update steps s
  set state = 'running', attempt_id = g.attempt_id, worker_id = $4, tries = s.tries + 1, progress = 0,
    lease_expires_at = statement_timestamp() + make_interval(secs => $5), started_at = coalesce(s.started_at, now())
  from given g
  where s.id = g.id
),
begun_jobs as (
  update jobs j
  set status = 'processing', stage = $1, started_at = coalesce(j.started_at, now()), version = j.version + 1
  from given g
  where j.id = g.job_id
)
select attempt_id, waited from given
