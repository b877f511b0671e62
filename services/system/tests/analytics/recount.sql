-- What the owners' events say, counted by looking at all of them: each measure, subject and detail with its count and milliseconds, by
-- the hour. $1: seconds of the target. Written without a look at how the service counts: an event is measured from the one before it.
with told as (
  select seq, name, payload, entity_id as job, date_trunc('milliseconds', created_at) as at,
    lag(name) over own as was, lag(date_trunc('milliseconds', created_at)) over own as was_at,
    lag(payload->>'stage') over own as was_stage,
    count(*) filter (where name in ('job:created', 'job:retried')) over own as run
  from jobs.events
  where entity = 'job' and name not in ('job:noted', 'job:prioritised', 'job:purged')
  window own as (partition by entity_id order by seq)
),
entries as (select * from told where name in
  ('job:downloading', 'job:transcribing', 'job:analyzing', 'job:detecting', 'job:cropping', 'job:cutting')),
attempts as (
  select t.at, t.was_stage as stage, t.was_at as begun, case t.name
    when 'job:step' then case when t.payload->>'state' = 'done' then 'done' when t.payload->>'error_code' is null then 'released' else 'again' end
    when 'job:completed' then 'done' when 'job:failed' then 'failed' else 'cancelled' end as outcome
  from told t
  where t.was in ('job:downloading', 'job:transcribing', 'job:analyzing', 'job:detecting', 'job:cropping', 'job:cutting')
),
waits as (select at, payload->>'stage' as stage, was_at as begun from entries where was in ('job:created', 'job:retried', 'job:step')),
ends as (
  select e.at, e.name, e.payload, b.at as begun, (select min(at) from entries s where s.job = e.job and s.run = e.run) as started
  from told e
  left join told b on b.job = e.job and b.run = e.run and b.name in ('job:created', 'job:retried')
  where e.name in ('job:completed', 'job:failed', 'job:cancelled')
),
presence as (
  select name, payload->>'agent' as agent, date_trunc('milliseconds', created_at) as begun,
    lead(date_trunc('milliseconds', created_at)) over (partition by entity_id order by seq) as at
  from fleet.events where name in ('worker:online', 'worker:offline')
),
spans as (
  select 'busy' as measure, stage as subject, begun, at from attempts where begun < at
  union all
  select 'online', agent, begun, at from presence where name = 'worker:online' and begun < at
),
durations as (
  select 'stage' as measure, stage as subject, begun, at from attempts where outcome = 'done'
  union all select 'wait', stage, begun, at from waits
  union all select 'turnaround', '', begun, at from ends where name = 'job:completed' and begun is not null
  union all select 'processing', '', started, at from ends where name = 'job:completed' and started is not null
),
counted as (
  select substr(name, 5) as measure, '' as subject, '' as detail, at, 0 as ms, 1 as n from told where name in ('job:created', 'job:retried')
  union all select 'ended', substr(name, 5), '', at, 0, 1 from ends
  union all select 'clips', coalesce(payload->>'clips', '0'), '', at, 0, 1 from ends where name = 'job:completed'
  union all select 'errors', (payload->>'error_code') || ' ' || (payload->>'stage'), '', at, 0, 1 from ends where name = 'job:failed'
  union all select 'sla', case when name = 'job:completed' and at - begun <= make_interval(secs => $1) then 'within' else 'beyond' end, '', at, 0, 1
    from ends where name in ('job:completed', 'job:failed')
  union all select 'attempts', stage, outcome, at, 0, 1 from attempts
  union all select measure, subject, '', at, greatest(0, round(date_part('epoch', at - begun) * 1000)), 1 from durations
  union all
  select measure, subject, '', hour, round(date_part('epoch', least(at, hour + interval '1 hour') - greatest(begun, hour)) * 1000), 0
  from spans, generate_series(date_trunc('hour', begun, 'UTC'), at, interval '1 hour') hour
  where hour < at
)
select date_trunc('hour', at, 'UTC') as hour, measure, subject, detail, sum(n)::int as count, sum(ms)::bigint as milliseconds
from counted group by 1, 2, 3, 4 order by 1, 2, 3, 4
