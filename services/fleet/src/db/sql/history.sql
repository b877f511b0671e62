-- The last hour of every agent, oldest first; what was done and failed since the report before.
select agent, at, workers_online, cpu_percent,
  (done - lag(done, 1, done) over before)::int as done,
  (failed - lag(failed, 1, failed) over before)::int as failed
from reports
where at > now() - interval '1 hour'
window before as (partition by agent order by at)
order by agent, at
