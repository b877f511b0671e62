-- The log, newest first: events, and attempts that failed. $1 agent, $2 name of what happened, $3 from when on, $4 before when, $5 and
-- $6 the line (time and id) after which it goes on, each null where it does not matter; $7 lines at the most, $8 passed over.
select *
from (
  (
    select id, created_at as at, name as what, payload, traceparent, null as worker_id, null::uuid as job_id, null as error_code
    from events
    where ($1::text is null or payload ->> 'agent' = $1) and ($2::text is null or name = $2)
      and ($3::timestamptz is null or created_at >= $3) and ($4::timestamptz is null or created_at < $4)
      and ($5::timestamptz is null or (created_at, id) < ($5, $6::uuid))
    order by created_at desc, id desc
    limit $7::int + $8::int
  )
  union all
  (
    select attempt_id, at, 'attempt:failed', jsonb_build_object('agent', agent), null, worker_id, job_id, error_code
    from failures
    where ($1::text is null or agent = $1) and ($2::text is null or $2 = 'attempt:failed')
      and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)
      and ($5::timestamptz is null or (at, attempt_id) < ($5, $6::uuid))
    order by at desc, attempt_id desc
    limit $7::int + $8::int
  )
) lines
order by at desc, id desc
limit $7::int offset $8::int
