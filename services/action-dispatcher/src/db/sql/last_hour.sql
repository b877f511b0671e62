-- What became of the actions that were begun in the last hour, by the minute.
select count(*) filter (where state = 'done')::int as done,
  count(*) filter (where state = 'failed')::int as failed,
  count(*) filter (where state in ('running', 'held'))::int as open
from actions
where created_at >= date_trunc('minute', now()) - interval '1 hour'
