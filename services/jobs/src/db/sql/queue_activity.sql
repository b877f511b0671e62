-- What each of the stages $1 finished and failed, by five minutes: the latest $2 of those in which it did either, oldest first.
select queue, at, finished, failed
from (
  select subject as queue, at, coalesce(sum(count) filter (where detail = 'done'), 0)::int as finished,
    coalesce(sum(count) filter (where detail in ('failed', 'lost')), 0)::int as failed,
    row_number() over (partition by subject order by at desc) as place
  from tallied
  where measure = 'activity' and subject = any ($1) and detail in ('done', 'failed', 'lost')
  group by subject, at
) latest
where place <= $2
order by at
