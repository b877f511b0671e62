-- Ends what is open though its lease is over, as lost ($1 code, $2 message). What an owner's transaction holds is left to it.
select complete(lost.id, null, null, $1, $2), lost.action
from (
  select id, action
  from actions
  where state = 'running' and lease_expires_at < clock_timestamp()
  order by lease_expires_at
  limit 100
  for update skip locked
) lost
