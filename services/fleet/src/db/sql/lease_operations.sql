-- Takes the open operations that are due and that nobody works on; $1 seconds of lease, $2 operations at the most.
update operations as o
set leased_until = clock_timestamp() + make_interval(secs => $1)
from (
  select action_id from operations
  where ended_at is null and next_at <= clock_timestamp()
    and (leased_until is null or leased_until < clock_timestamp())
  order by next_at
  limit $2
  for update skip locked
) as due
where o.action_id = due.action_id
returning o.action_id, o.action, o.wish, o.done, o.total, o.traceparent, clock_timestamp() as now,
  o.deadline_at < clock_timestamp() as overdue
