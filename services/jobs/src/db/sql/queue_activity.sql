-- What each of the stages $1 finished and failed, by five minutes: the latest $2 of those in which it did either, oldest first.
select q.stage as queue, a.at, a.finished, a.failed
from unnest($1::text[]) as q (stage)
cross join lateral (
  select at, coalesce(sum(count) filter (where detail = 'done'), 0)::int as finished,
    coalesce(sum(count) filter (where detail in ('failed', 'lost')), 0)::int as failed
  from tallied
  where measure = 'activity' and subject = q.stage and detail in ('done', 'failed', 'lost')
  group by at
  order by at desc
  limit $2
) a
order by a.at
