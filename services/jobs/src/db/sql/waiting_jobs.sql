-- What waits at the stages $1 without a lease: how many jobs, and the ids of the first $2, in the order of claims.
with waiting as (
  select s.job_id, s.priority, s.available_at, s.id
  from steps s
  join jobs j on j.id = s.job_id and j.run = s.run
  where s.stage = any ($1) and s.state in ('waiting', 'held')
)
select (select count(*)::int from waiting) as count,
  array(select job_id::text from waiting order by priority desc, available_at, id limit $2) as first
