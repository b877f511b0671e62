-- What became of the actions of the last day, by their names; times in milliseconds.
select action,
  count(*) filter (where state = 'done')::int as done,
  count(*) filter (where state = 'failed')::int as failed,
  count(*) filter (where state in ('running', 'held'))::int as open,
  percentile_cont(0.5) within group (order by extract(epoch from finished_at - created_at) * 1000) as p50_ms,
  percentile_cont(0.95) within group (order by extract(epoch from finished_at - created_at) * 1000) as p95_ms
from actions
where created_at > now() - interval '1 day'
group by action
order by action
