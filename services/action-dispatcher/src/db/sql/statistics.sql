-- What became of the actions of the last day, by their names; times in milliseconds.
select action,
  count(*) filter (where state = 'done')::int as done,
  count(*) filter (where state = 'failed')::int as failed,
  count(*) filter (where state in ('running', 'held'))::int as open,
  round(percentile_cont(0.5) within group (order by ms)::numeric, 1)::float8 as p50_ms,
  round(percentile_cont(0.95) within group (order by ms)::numeric, 1)::float8 as p95_ms
from (
  select action, state, extract(epoch from finished_at - created_at)::float8 * 1000 as ms
  from actions
  where created_at > now() - interval '1 day'
) lately
group by action
order by action
