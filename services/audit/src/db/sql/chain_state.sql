-- How the chain stands; `waiting_since` is the time of the oldest entry without a place, where it waits longer than $1 seconds.
select c.seq as last_seq, s.*,
  (
    select oldest.timestamp
    from (select timestamp from inbox order by id limit 1) oldest
    where oldest.timestamp < now() - make_interval(secs => $1)
  ) as waiting_since
from chain c cross join chain_state s
