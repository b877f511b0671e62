-- Lifts the lock of a user ($1) out of actions and forgets their denials. One row where there is anything to lift: whether it was in force.
with before as (
  select user_id, locked_until > clock_timestamp() as was_locked from lockouts where user_id = $1 for update
)
update lockouts l
set denied_at = '{}', locked_until = null, locks = 0, version = version + 1
from before where l.user_id = before.user_id
returning coalesce(before.was_locked, false) as was_locked
