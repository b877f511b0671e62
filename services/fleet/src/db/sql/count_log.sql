-- How many lines the log has, counted as far as $5. $1 agent, $2 name of what happened, $3 from when on, $4 before when; null: any.
select count(*)::int as lines
from (
  (
    select from events
    where ($1::text is null or payload ->> 'agent' = $1) and ($2::text is null or name = $2)
      and ($3::timestamptz is null or created_at >= $3) and ($4::timestamptz is null or created_at < $4)
    limit $5::int
  )
  union all
  (
    select from failures
    where ($1::text is null or agent = $1) and ($2::text is null or $2 = 'attempt:failed')
      and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)
    limit $5::int
  )
) lines
