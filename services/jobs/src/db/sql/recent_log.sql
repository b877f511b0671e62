-- Events for the log of staff, newest first: by name $1, of stage $2, from $3 on and before $4 (null: whatever), before the place $5;
-- $6 at the most, $7 passed over. The first condition is that of the index.
select seq, id, name as what, payload, traceparent, created_at as at
from events
where name in ('job:failed', 'queue:paused', 'queue:resumed', 'queue:cleared', 'queue:draining', 'queue:drained')
  and ($1::text is null or name = $1)
  and ($2::text is null or coalesce(payload->>'stage', payload->>'queue') = $2)
  and ($3::timestamptz is null or created_at >= $3)
  and ($4::timestamptz is null or created_at < $4)
  and ($5::bigint is null or seq < $5)
order by seq desc
limit $6 offset $7
