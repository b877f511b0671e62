-- How many lines the log has, counted as far as $5; in the order of the index, so that it is the index that is counted. $1 agent, $2 name of what happened, $3 from when on, $4 before when; null: any.
select count(*)::int as lines
from (
  (
    select from events
    where ($1::text is null or payload ->> 'agent' = $1) and ($2::text is null or name = $2)
      and ($3::timestamptz is null or created_at >= $3) and ($4::timestamptz is null or created_at < $4)
    order by created_at desc, id desc
    limit $5::int
  )
  union all
  (
    select from failures
    where ($1::text is null or agent = $1) and ($2::text is null or $2 = 'attempt:failed')
      and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)
    order by at desc, attempt_id desc
    limit $5::int
  )
) lines
