-- Keeps leases and takes progress down: $1 attempts, $2 their progress, $3 worker, $4 lease in seconds. A lease that has run
-- out but was not judged yet is kept too. Rows are locked in one order, so that two renewals never wait for each other. Of a step
-- that is further than it has ever been, it tells where its job is.
with given as (select * from unnest($1::uuid[], $2::float8[]) as g (attempt_id, progress)),
current as (
  select s.id, g.attempt_id, g.progress, s.reached
  from given g
  join attempts a on a.id = g.attempt_id
  join steps s on s.id = a.step_id
  where s.attempt_id = a.id and s.state = 'running' and s.worker_id = $3
  order by s.id
  for update of s
),
kept as (
  update steps s
  set lease_expires_at = statement_timestamp() + make_interval(secs => $4),
    progress = c.progress, reached = greatest(s.reached, c.progress)
  from current c
  where s.id = c.id
  returning c.attempt_id, s.job_id, s.run, s.stage, s.reached, s.reached > c.reached as further
)
select g.attempt_id,
  case
    when k.attempt_id is not null then 'continue'
    when a.outcome = 'cancelled' then 'cancel'
    else 'stale'
  end as verdict,
  k.job_id, j.user_id, k.run, k.stage, k.reached, r.progress_base as base, r.progress_span as span
from given g
left join kept k on k.attempt_id = g.attempt_id
left join attempts a on a.id = g.attempt_id
left join jobs j on j.id = k.job_id and k.further
left join runs r on r.job_id = j.id and r.run = k.run
