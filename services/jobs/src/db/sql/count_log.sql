-- How many events there are for the log of staff, by name $1, of stage $2, from $3 on and before $4 (null: whatever); $5 at the most.
select count(*)::int as count
from (
  select from events
  where name in ('job:failed', 'queue:paused', 'queue:resumed', 'queue:cleared', 'queue:draining', 'queue:drained')
    and ($1::text is null or name = $1)
    and ($2::text is null or coalesce(payload->>'stage', payload->>'queue') = $2)
    and ($3::timestamptz is null or created_at >= $3)
    and ($4::timestamptz is null or created_at < $4)
  limit $5
) lines
