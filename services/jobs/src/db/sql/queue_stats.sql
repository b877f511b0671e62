-- Attempts of the last hour at each of the stages $1.
select q.stage as queue,
  count(*) filter (where a.outcome = 'done')::int as finished,
  count(*) filter (where a.outcome in ('failed', 'lost'))::int as failed,
  percentile_cont(0.5) within group (order by a.seconds) filter (where a.outcome = 'done') as p50_seconds,
  percentile_cont(0.95) within group (order by a.seconds) filter (where a.outcome = 'done') as p95_seconds,
  percentile_cont(0.5) within group (order by a.waited_seconds) filter (where a.outcome is not null) as p50_wait_seconds
from unnest($1::text[]) with ordinality as q (stage, position)
left join (
  select s.stage, a.outcome, a.waited_seconds, extract(epoch from a.ended_at - a.started_at)::float8 as seconds
  from attempts a
  join steps s on s.id = a.step_id
  where a.ended_at > now() - interval '1 hour'
) a on a.stage = q.stage
group by q.stage, q.position
order by q.position
