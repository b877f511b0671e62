-- What has ended at each agent in the last hour, by the minute: its totals less those of an hour ago.
select a.agent, (a.done - coalesce(before.done, 0))::int as done, (a.failed - coalesce(before.failed, 0))::int as failed
from agents a
left join lateral (
  select r.done, r.failed
  from reports r
  where r.agent = a.agent and r.at <= date_trunc('minute', now()) - interval '1 hour'
  order by r.at desc
  limit 1
) before on true
