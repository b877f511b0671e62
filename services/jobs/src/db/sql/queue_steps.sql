-- Steps at the stages $1 in the states $2, by priority and age: $3 at the most, $4 passed over; after the place of priority $5, $6 and
-- step $7, or from the beginning where these are null. Each stage, state and priority is read along the index from there on.
select s.stage as queue, s.job_id, s.id as step_id, s.state, s.priority as rank, s.tries, s.worker_id, s.progress,
  s.available_at as waiting_since, s.available_at::text as place
from unnest($1::text[]) as queue
cross join unnest($2::text[]) as state
cross join (
  select rank, case when rank = $5::int then $6::timestamptz else '-infinity' end as after_at,
    case when rank = $5::int then $7::uuid else '00000000-0000-0000-0000-000000000000' end as after_id
  from generate_series(0, 3) as rank
  where rank <= coalesce($5::int, 3)
) from_here
cross join lateral (
  select * from steps
  where stage = queue and state = state.state and state in ('waiting', 'held', 'running') and priority = rank
    and (available_at, id) > (after_at, after_id)
  order by available_at, id
  limit $3::int + $4::int
) s
order by s.priority desc, s.available_at, s.id
limit $3 offset $4
